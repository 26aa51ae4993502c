import 'server-only'
import { cookies } from 'next/headers'
import type { NextRequest } from 'next/server'
import NextAuth, { AuthError, CredentialsSignin, type NextAuthConfig } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import type { CustomerActor } from '@/lib/access/actor'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { endSession } from '@/lib/identity/end-session'
import { readSession } from '@/lib/identity/read-session'
import { type SignInInput, signInSchema } from '@/lib/identity/schema'
import { sessionTimes } from '@/lib/identity/session-times'
import { signIn } from '@/lib/identity/sign-in'
import { log } from '@/lib/log'
import { routes } from '@/lib/routes'
import { cookieNames } from './cookie-names'
import { requestMeta, requestMetaFrom } from './request-meta'
import { safeNext } from './safe-next'
import { cookieOptions, setDeviceCookie, setSessionCookie, signInTokens } from './sign-in-cookies'

/**
 * The one file that knows the sign-in library (docs/decisions/005). It carries requests to the domain's `signIn` and
 * the opaque session token into the cookie; it decides nothing. Whoever replaces it keeps three exports.
 */

/** A refusal on its way through the library, which lets only errors of its own pass. */
class SignInRefused extends CredentialsSignin {
  constructor(readonly refusal: AppError) {
    super()
    this.code = refusal.code
  }
}

const credentials = Credentials({
  id: 'credentials',
  credentials: { nationalId: {}, password: {}, code: {} },
  async authorize(typed, request) {
    const input = signInSchema.safeParse(typed)
    if (!input.success) throw new SignInRefused(new AppError('credentials_refused'))
    const actor = { kind: 'anonymous', ...requestMetaFrom(request.headers) } as const
    try {
      const signedIn = await signIn(actor, { ...input.data, ...(await signInTokens()) })
      await setDeviceCookie(signedIn.deviceToken)
      return { id: signedIn.customerId, sessionToken: signedIn.sessionToken }
    } catch (error) {
      if (error instanceof AppError) throw new SignInRefused(error)
      // Said here: of what comes by way of the library only the kind is logged.
      log.error({ error, requestId: actor.requestId }, 'sign-in failed')
      throw error
    }
  },
})

/** Made at the first request: a build has no configuration. */
function config(): NextAuthConfig {
  // The library reads its own origin from here and nowhere else; what a client says of it is not asked.
  process.env.AUTH_URL = env().SIGNET_ORIGIN
  const cookie = (name: string) => ({ name, options: cookieOptions })
  return {
    secret: env().AUTH_SECRET,
    basePath: '/api/auth',
    providers: [credentials],
    useSecureCookies: true,
    cookies: {
      sessionToken: cookie(cookieNames.session),
      csrfToken: cookie(cookieNames.csrf),
      callbackUrl: cookie(cookieNames.callback),
    },
    session: { strategy: 'jwt', maxAge: sessionTimes.lifeSeconds },
    // Every page the library would render is ours.
    pages: {
      signIn: routes.signIn(),
      signOut: routes.signIn(),
      error: routes.signIn(),
      verifyRequest: routes.signIn(),
    },
    jwt: {
      // The cookie is no JWT but the token of a WebSession row, which can be ended.
      encode: async ({ token }) => String(token?.sessionToken ?? ''),
      decode: async ({ token }) => {
        const session = token ? await readSession(token) : null
        if (!session) return null
        return {
          sub: session.customerId,
          name: session.customerName,
          sessionId: session.id,
          sessionToken: token,
        }
      },
    },
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...token, ...user } : token),
      session: ({ session }) => ({ user: { name: session.user?.name }, expires: session.expires }),
      redirect: ({ url, baseUrl }) =>
        baseUrl + safeNext(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
    },
    events: { signOut: async (ended) => ('token' in ended ? endTokensSession(ended.token) : undefined) },
    logger: {
      error: (error) => {
        if (error instanceof CredentialsSignin) return
        // Any stranger can bring these about, and must not be able to fill the log with stacks.
        log.warn({ kind: error instanceof AuthError ? error.type : error.name }, 'sign-in library')
      },
      warn: (code) => log.debug({ code }, 'sign-in library'),
      debug: () => undefined,
    },
  }
}

async function endTokensSession(token: Record<string, unknown> | null): Promise<void> {
  if (!token) return
  const { sub: customerId, sessionId } = token
  const actor: CustomerActor = {
    kind: 'customer',
    customerId: String(customerId),
    sessionId: String(sessionId),
    ...(await requestMeta()),
  }
  await endSession(actor, actor.sessionId)
}

const library = NextAuth(config)

/** Signs in from a server action and sets the cookies. @throws AppError what the domain refuses */
export async function signInHere(input: SignInInput): Promise<void> {
  const { nationalId, password, code } = input
  const fields = code === undefined ? { nationalId, password } : { nationalId, password, code }
  try {
    await library.signIn('credentials', { ...fields, redirect: false, redirectTo: routes.home() })
  } catch (error) {
    throw error instanceof SignInRefused ? error.refusal : error
  }
  // Once more without the expiry that the library gives it.
  const jar = await cookies()
  const token = jar.get(cookieNames.session)?.value
  if (token) await setSessionCookie(token)
  // Where the library would go next; the page knows that itself.
  jar.set(cookieNames.callback, '', { ...cookieOptions, maxAge: 0 })
}

/** The library's own endpoints. */
export const authHandlers = {
  GET: (request: NextRequest) => answer(library.handlers.GET, request),
  POST: (request: NextRequest) => answer(library.handlers.POST, request),
}

/** The library gives the session cookie an expiry; ours ends with the browser session. */
async function answer(
  handler: (request: NextRequest) => Promise<Response>,
  request: NextRequest,
): Promise<Response> {
  const response = await handler(request)
  const set = response.headers.getSetCookie()
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  for (const cookie of set) headers.append('set-cookie', withoutExpiry(cookie))
  return new Response(response.body, { status: response.status, headers })
}

function withoutExpiry(cookie: string): string {
  const kept = cookie.startsWith(`${cookieNames.session}=`) && !/; *max-age=0/i.test(cookie)
  return kept ? cookie.replace(/; *expires=[^;]*/i, '') : cookie
}
