"""`python -m plangraf` is the command line."""

from plangraf.cli.main import main

if __name__ == "__main__":
    main()
