import 'server-only'

/** The environment of PostgreSQL's programs: none of ours, whose `PG…` or locale would change what they do. */
export function serverEnv(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env
  return { PATH, NODE_ENV, LC_ALL: 'C', TZ: 'UTC' }
}
