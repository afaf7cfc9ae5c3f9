import "./page"
