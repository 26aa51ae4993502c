import { serve } from './support/serve'

await serve(true)
