import { Badge } from '@/components/ui/badge'
import type { PermissionWords } from '@/lib/policies/permission-words'

/**
 * The permissions as rows, each with its sentence and risk; the whole row is the target. Made on the server: the
 * boxes hold their own state.
 */
export function PermissionRows({
  permissions,
  chosen,
}: {
  permissions: PermissionWords[]
  /** Ticked at first. */
  chosen: readonly string[]
}) {
  const groups = [...new Set(permissions.map(({ group }) => group))]
  return (
    <div className="overflow-hidden rounded border border-line-strong bg-surface">
      {groups.map((group) => (
        <fieldset key={group} className="min-w-0 not-first:border-t not-first:border-line-strong">
          <legend className="float-left w-full border-b border-line bg-sunken px-4 py-1.5 text-small font-semibold text-ink-2">
            {group}
          </legend>
          {permissions
            .filter((permission) => permission.group === group)
            .map((permission) => (
              <PermissionRow
                key={permission.id}
                permission={permission}
                ticked={chosen.includes(permission.id)}
              />
            ))}
        </fieldset>
      ))}
    </div>
  )
}

function PermissionRow({ permission, ticked }: { permission: PermissionWords; ticked: boolean }) {
  const id = `permission-${permission.id}`
  return (
    <label
      htmlFor={id}
      className="clear-both flex cursor-pointer items-start gap-3 border-line px-4 py-3 not-last:border-b hover:bg-sunken has-checked:bg-accent-wash"
    >
      <input
        id={id}
        type="checkbox"
        name="permissions[]"
        value={permission.id}
        defaultChecked={ticked}
        aria-describedby={`${id}-about`}
        className="mt-0.5 size-5 shrink-0 cursor-pointer accent-accent"
      />
      <span className="grid min-w-0 grow gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto]">
        <span className="font-semibold">{permission.label}</span>
        <span id={`${id}-about`} className="text-hint text-ink-2 sm:col-start-1">
          {permission.about}
        </span>
        {permission.riskLabel && (
          <span className="justify-self-start sm:col-start-2 sm:row-span-2 sm:row-start-1">
            <Badge tone={permission.risk === 'highest' ? 'bad' : 'warn'} icon="alert">
              {permission.riskLabel}
            </Badge>
          </span>
        )}
      </span>
    </label>
  )
}
