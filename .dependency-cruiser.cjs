/**
 * The layers of docs/ARCHITECTURE.md as rules about imports. An import goes down, never up, and sideways between
 * domains only where it is named here. test/layers.test.ts plants one violation of each rule and sees it caught.
 */

/** No database, no framework, no settings: may run anywhere. */
const pure = [
  '^lib/(access|i18n|net|pki|signing)/',
  '^lib/(answer-status|clock|credential-text|error-facts|errors|proxy-settings|readable-text|routes|start-error)\\.ts$',
  '^lib/[^/]+/schema\\.ts$',
]
/** Pure code that lives with its domain: what the browser may have of it. */
const pureInDomains = ['^lib/identity/(mask|national-id)\\.ts$', '^lib/keys/(date-window|key-words)\\.ts$']
const ground = ['^lib/(audit|changes|db|jobs|notices|vault)/', '^lib/(env|log)\\.ts$']
const domains =
  '^lib/(identity|factors|policies|certificates|keys|services|sessions|usage|staff|desk|verify)/'
const shells = '^(app|components|browser|portal|gateway|scripts|lib/server)/|^instrumentation(-node)?\\.ts$'
const tests = '\\.test\\.ts$'
const aside = '^(test|e2e|bench|campaigns)/'

const npm = (names) => `^node_modules/(${names})/`

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that import each other in a circle can be understood only all together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere would be checked by no other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'pure-imports-pure',
      comment: 'Pure code knows nothing but pure code.',
      severity: 'error',
      from: { path: [...pure, ...pureInDomains], pathNot: tests },
      to: {
        path: '^(lib|app|components|browser|portal|gateway|scripts)/',
        pathNot: [...pure, ...pureInDomains],
      },
    },
    {
      name: 'pure-without-frameworks',
      comment: 'Pure code knows neither database nor framework.',
      severity: 'error',
      from: { path: [...pure, ...pureInDomains], pathNot: tests },
      to: { path: npm('pg|@prisma|next|next-auth|react|react-dom') },
    },
    {
      name: 'ground-below-domains',
      comment: 'The ground serves the domains and does not know them.',
      severity: 'error',
      from: { path: ground, pathNot: tests },
      to: { path: [domains, shells], pathNot: pure },
    },
    {
      name: 'domains-below-shells',
      comment: 'The domain knows neither pages nor the server shell.',
      severity: 'error',
      from: { path: domains, pathNot: tests },
      to: { path: shells },
    },
    {
      name: 'decision-on-values',
      comment: 'A decision is made of plain values: who asks has looked everything up.',
      severity: 'error',
      from: { path: '^lib/verify/', pathNot: tests },
      to: { path: ['^lib/', npm('pg|@prisma')], pathNot: ['^lib/verify/', ...pure, ...pureInDomains] },
    },
    {
      name: 'decision-above-domains',
      comment: 'Domains keep what a decision is made of; none of them decides about requests.',
      severity: 'error',
      from: { path: domains, pathNot: ['^lib/verify/', tests] },
      to: { path: '^lib/verify/' },
    },
    {
      name: 'keys-sideways',
      comment: 'keys → certificates (whether there is a usable one) and factors (step-up).',
      severity: 'error',
      from: { path: '^lib/keys/', pathNot: tests },
      to: {
        path: '^lib/(identity|certificates)/',
        pathNot: '^lib/certificates/(require-usable-certificate|usable-certificates)\\.ts$',
      },
    },
    {
      name: 'staff-sideways',
      comment:
        'staff → identity (passwords, throttles, known browsers, session times) and factors (how a code is typed).',
      severity: 'error',
      from: { path: '^lib/staff/', pathNot: tests },
      to: {
        path: '^lib/(identity|factors|policies|certificates|keys|desk)/',
        pathNot: [
          '^lib/identity/(activation-links|check-new-password|demo-customers|known-device|password-hash|session-times|throttle|throttle-rules)\\.ts$',
          '^lib/factors/normalise-code\\.ts$',
        ],
      },
    },
    {
      name: 'sessions-sideways',
      comment: 'sessions → identity (the checks of a sign-in).',
      severity: 'error',
      from: { path: '^lib/sessions/', pathNot: tests },
      to: {
        path: '^lib/(identity|factors|certificates|keys|staff|desk)/',
        pathNot: '^lib/identity/certificate-sign-in\\.ts$',
      },
    },
    {
      name: 'desk-on-top',
      comment:
        'The desk looks into every domain; none knows that there is a desk, who works at it, or of API sessions.',
      severity: 'error',
      from: { path: '^lib/(identity|factors|policies|certificates|keys|services|usage)/', pathNot: tests },
      to: { path: '^lib/(sessions|staff|desk)/' },
    },
    {
      name: 'certificates-sideways',
      comment: 'certificates → factors (one-time passwords) and identity (the typed login ID, throttles).',
      severity: 'error',
      from: { path: '^lib/certificates/', pathNot: tests },
      to: {
        path: '^lib/(identity|keys)/',
        pathNot: '^lib/identity/(matches-login-id|throttle|throttle-rules)\\.ts$',
      },
    },
    {
      name: 'factors-sideways',
      comment: 'factors → certificates (whose signature counts) and identity (masks).',
      severity: 'error',
      from: { path: '^lib/factors/', pathNot: tests },
      to: {
        path: '^lib/(identity|certificates|keys)/',
        pathNot: ['^lib/certificates/usable-certificates\\.ts$', '^lib/identity/mask\\.ts$'],
      },
    },
    {
      name: 'identity-sideways',
      comment: 'identity → factors (one-time passwords at sign-in).',
      severity: 'error',
      from: { path: '^lib/identity/', pathNot: tests },
      to: { path: '^lib/(certificates|keys)/' },
    },
    {
      name: 'usage-sideways',
      comment: 'usage → keys (whose key it is) and policies.',
      severity: 'error',
      from: { path: '^lib/usage/', pathNot: tests },
      to: {
        path: '^lib/(identity|factors|certificates|keys|sessions)/',
        pathNot: '^lib/keys/(load-key|key-record)\\.ts$',
      },
    },
    {
      name: 'services-alone',
      comment: 'Services that ask the gateway are nobody’s: of the other domains they need nothing.',
      severity: 'error',
      from: { path: '^lib/services/', pathNot: tests },
      to: { path: domains, pathNot: '^lib/services/' },
    },
    {
      name: 'services-left-alone',
      comment: 'No other domain knows which services ask the gateway.',
      severity: 'error',
      from: { path: domains, pathNot: ['^lib/services/', tests] },
      to: { path: '^lib/services/' },
    },
    {
      name: 'policies-sideways',
      comment: 'Everybody asks the policy; it asks nobody.',
      severity: 'error',
      from: { path: '^lib/policies/', pathNot: tests },
      to: { path: '^lib/(identity|factors|certificates|keys)/' },
    },
    {
      name: 'lib-without-next',
      comment: 'lib/server is the only part of lib that knows Next.',
      severity: 'error',
      from: { path: '^(lib|browser)/', pathNot: ['^lib/server/', tests] },
      to: { path: npm('next') },
    },
    {
      name: 'lib-without-react',
      comment: 'The domain renders nothing.',
      severity: 'error',
      from: { path: '^(lib|browser)/', pathNot: ['^lib/server/', tests] },
      to: { path: npm('react|react-dom') },
    },
    {
      name: 'sign-in-library-in-one-file',
      comment: 'next-auth must stay replaceable.',
      severity: 'error',
      from: { pathNot: '^lib/server/auth\\.ts$' },
      to: { path: npm('next-auth|@auth') },
    },
    {
      name: 'components-without-pages',
      comment: 'Actions arrive in components as props.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^app/' },
    },
    {
      name: 'components-without-domain',
      comment: 'Components have the types of the domain and pure code, never its operations.',
      severity: 'error',
      from: { path: '^components/', pathNot: tests },
      to: {
        path: '^lib/',
        pathNot: [...pure, ...pureInDomains, '^lib/server/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'components-without-schemas',
      comment: 'zod stays on the server: a schema would cost every page 24 kB.',
      severity: 'error',
      from: { path: '^(components|browser)/', pathNot: tests },
      to: { path: ['^lib/[^/]+/schema\\.ts$', npm('zod')], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'components-without-server-api',
      comment: 'Of Next, components have links, navigation and lazy loading.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: npm('next'), pathNot: '^node_modules/next/(link|navigation|dynamic)\\.' },
    },
    {
      name: 'browser-imports-pure',
      comment: "What runs on the customer's side has nothing of the server but types.",
      severity: 'error',
      from: { path: '^browser/', pathNot: tests },
      to: {
        path: '^(lib|app|components|portal|gateway|scripts)/',
        pathNot: [...pure, ...pureInDomains],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-without-database',
      comment: 'A page calls a domain operation, which sees to who may see what.',
      severity: 'error',
      from: { path: '^(app|components|lib/server)/' },
      to: { path: ['^lib/db/', npm('pg|@prisma')] },
    },
    {
      name: 'gateway-imports-lib',
      comment: 'The gateway is a shell of its own: of ours it knows lib, without what serves pages.',
      severity: 'error',
      from: { path: '^gateway/', pathNot: tests },
      to: {
        path: [
          '^(app|components|browser|portal|scripts|lib/server)/',
          npm('next|next-auth|react|react-dom|pg|@prisma'),
        ],
      },
    },
    {
      name: 'gateway-without-ca-keys',
      comment: 'Strangers talk to the gateway: over no path does it reach what opens the key of a CA.',
      severity: 'error',
      from: { path: '^gateway/', pathNot: tests },
      to: {
        path: '^lib/certificates/((file-signer|key-file|key-signer|open-root|open-signer)\\.ts$|pkcs11/)',
        reachable: true,
      },
    },
    {
      name: 'pages-alone',
      comment: 'What serves pages knows nothing of the gateway, nor of how processes are started.',
      severity: 'error',
      from: { path: '^(app|components|browser|portal|lib)/', pathNot: tests },
      to: { path: '^gateway/' },
    },
    {
      name: 'desk-apart',
      comment: 'Staff have their own pages: what both show lies beside the two.',
      severity: 'error',
      from: { path: '^app/admin/' },
      to: { path: '^app/\\(portal\\)/' },
    },
    {
      name: 'product-without-tests',
      comment: 'Nothing that is shipped leans on what tests, measures or starts it.',
      severity: 'error',
      from: {
        path: '^(lib|app|components|browser|portal|gateway)/|^instrumentation(-node)?\\.ts$',
        pathNot: tests,
      },
      to: { path: [aside, tests, '^scripts/'] },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: { path: '^(lib|components|browser)/', pathNot: tests, orphan: true },
      to: {},
    },
  ],
  options: {
    exclude: {
      path: [
        '^\\.(next|data|screenshots)/',
        '^(coverage|test-results)/',
        '^lib/db/generated/',
        '^bench/(peer|reference)/',
      ],
    },
    doNotFollow: { path: '^node_modules/' },
    // Type-only imports count too, except where a rule says otherwise.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
