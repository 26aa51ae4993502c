import { columnNames, importColumns } from '@/lib/desk/import/columns'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { currentLocale } from '@/lib/server/preferences'
import { csvResponse } from '../csv-response'

/** A file to fill in: its header alone, since example rows would be imported one day. */
export async function GET(): Promise<Response> {
  await requireStaff('customer:import', routes.deskImport())
  const chinese = (await currentLocale()) === 'zh-TW'
  return csvResponse('customers.csv', [importColumns.map((column) => columnNames[column][chinese ? 1 : 0])])
}
