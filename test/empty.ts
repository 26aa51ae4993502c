/** Stands in for `server-only`, whose one job is to break a browser's build. */
export {}
