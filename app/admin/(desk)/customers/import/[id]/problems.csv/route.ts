import { readReport } from '@/lib/desk/import/read-report'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { csvResponse } from '../../csv-response'
import { notFoundAsPage } from '../../not-found-as-page'
import { problemWords } from '../problem-words'

/** Everything that is wrong with a file: line, column and why. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params
  const actor = await requireStaff('customer:import', routes.deskImportRun(id))
  const { problems } = await notFoundAsPage(readReport(actor, id))
  const { head, say } = await problemWords()
  return csvResponse('problems.csv', [
    [head.line, head.column, head.why],
    ...problems.map(say).map(({ line, column, why }) => [line, column, why]),
  ])
}
