'use client'
import { useEffect, useRef, useState } from 'react'
import type { ExportProgress } from '@/browser/export-worker'

/** An export on its way: how far it is, and the means to end it. Leaving the page ends it too. */
export function useExport() {
  const [progress, setProgress] = useState<ExportProgress | null>(null)
  const [saved, setSaved] = useState('')
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  /**
   * Does the work of one file; nothing while another one is being made.
   * @param work answers the name of the saved file, or null when there is none
   * @param onFailure is told what it threw; not that it was ended
   */
  async function run(
    work: (report: (step: ExportProgress) => void, signal: AbortSignal) => Promise<string | null>,
    onFailure: (error: unknown) => void,
  ): Promise<void> {
    if (running.current) return
    const abort = new AbortController()
    running.current = abort
    setSaved('')
    setProgress('measure')
    try {
      const name = await work(setProgress, abort.signal)
      if (name) setSaved(name)
    } catch (error) {
      if (!abort.signal.aborted) onFailure(error)
    } finally {
      running.current = null
      setProgress(null)
    }
  }

  return { progress, saved, run, cancel: () => running.current?.abort() }
}
