import type { FastifyInstance } from 'fastify'
import { certificateRoute } from './certificate-route'
import { forwardAuthRoutes } from './forward-auth/forward-auth-routes'
import { internalRoutes } from './internal-routes'
import { keyRoute } from './key-route'
import { leakedRoute } from './leaked-route'
import type { Listener } from './make-app'
import { openapiRoute } from './openapi/openapi-route'
import { pkiRoutes } from './pki-routes'
import { sessionRoutes } from './sessions/session-routes'
import { verifyRoute } from './verify/verify-route'

/** What each listener serves. Every one of these routes stands in `openapi/`, which a test compares. */
export const routes: Record<Listener, (app: FastifyInstance) => void> = {
  pki: pkiRoutes,
  tls: (app) => {
    pkiRoutes(app)
    certificateRoute(app)
    keyRoute(app)
    leakedRoute(app)
    sessionRoutes(app)
    openapiRoute(app)
  },
  internal: (app) => {
    internalRoutes(app)
    openapiRoute(app)
    app.register(verifyRoute)
    forwardAuthRoutes(app)
  },
}
