type Limits = { userLimits?: { open_files?: { soft: number | 'unlimited' } } }

/** @throws RangeError when a process here may not have so many files and connections open at once */
export function requireOpenFiles(count: number): void {
  // Node raises the soft limit to the hard one as it starts.
  const { userLimits } = process.report.getReport() as Limits
  const most = userLimits?.open_files?.soft ?? 'unlimited'
  if (most !== 'unlimited' && Number(most) < count)
    throw new RangeError(`this takes ${count} open files, and only ${most} are allowed: raise ulimit -n`)
}
