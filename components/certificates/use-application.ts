'use client'
import { useEffect, useRef, useState } from 'react'
import {
  askToPersist,
  forgetKey,
  keyStoreProblem,
  listKeys,
  type StoredKey,
  saveKey,
} from '@/browser/key-store'
import type { OtpChannel } from '@/lib/factors/schema'
import { base64Of } from '@/lib/pki/bytes'
import type { Application, ApplyActions, PageKey, SentRequest, ShownCertificate } from './apply-types'
import { callAction } from './call-action'
import type { Kept } from './export-step'

export type Stage = 'about' | 'channel' | 'code' | 'export' | 'done'
export type Obstacle = 'insecure' | 'unavailable' | 'not_kept'

/** What an application knows and does, apart from how it looks. */
export function useApplication({ accountId, renews }: Application, actions: ApplyActions) {
  const [stage, setStage] = useState<Stage>('about')
  const [ready, setReady] = useState(false)
  const [obstacle, setObstacle] = useState<Obstacle | null>(null)
  const [unfinished, setUnfinished] = useState<StoredKey | null>(null)
  const [sent, setSent] = useState<(SentRequest & { csr: string; at: number }) | null>(null)
  const [sending, setSending] = useState(false)
  const [refusal, setRefusal] = useState('')
  const [issued, setIssued] = useState<ShownCertificate | null>(null)
  const [persistent, setPersistent] = useState(true)
  const [kept, setKept] = useState<Kept>({ file: false, backup: false })
  const key = useRef<PageKey | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page appears.
  useEffect(() => {
    void look()
  }, [])

  /** What the browser can do, and what an earlier visit left behind. */
  async function look() {
    try {
      const problem = await keyStoreProblem()
      setObstacle(problem)
      if (!problem) {
        const keys = await listKeys()
        const [left] = keys
          .filter((one) => one.accountId === accountId && one.certificateId === null)
          .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
        if (left && (await recover(left)) !== 'issued') setUnfinished(left)
      }
    } catch {
      // A store that opens may be broken all the same. Without a word the page would wait for ever.
      setObstacle('unavailable')
    }
    setReady(true)
  }

  /**
   * Whether the key has got its certificate after all: the answer may have been lost on its way. `unknown` when
   * nothing can be learned now.
   */
  async function recover(stored: StoredKey): Promise<'issued' | 'none' | 'unknown'> {
    const { publicKeySha256 } = stored
    const answer = await callAction(actions.find, { publicKeySha256 })
    if (!answer.ok) return 'unknown'
    if (!answer.data.certificate) return 'none'
    await finish(answer.data.certificate, stored)
    return 'issued'
  }

  async function finish(certificate: ShownCertificate, stored: StoredKey) {
    const names = { serialNumber: certificate.serialNumber, certificateId: certificate.id }
    // Written whole: another tab may have given the unfinished key up. A browser that keeps nothing any more must not
    // stand between the key in this page and its file.
    await saveKey({ ...stored, ...names }).catch(() => setPersistent(false))
    setIssued(certificate)
    setStage(key.current?.exportable ? 'export' : 'done')
  }

  async function send(channel: OtpChannel) {
    if (sending) return
    setSending(true)
    setRefusal('')
    try {
      const { makeKey, publicKeyDer } = await import('@/browser/make-key')
      key.current ??= await makeKey(accountId)
      const { stored } = key.current
      const publicKey = base64Of(await publicKeyDer(stored.publicKey))
      const { makeCsr } = await import('@/browser/make-csr')
      const csr = await makeCsr(stored)
      askToPersist().then(setPersistent)
      const answer = await callAction(actions.request, {
        ...{ publicKey, channel },
        ...(renews && { renewsId: renews.id }),
      })
      if (answer.ok) {
        setSent({ ...answer.data, csr, at: Date.now() })
        setStage('code')
      } else setRefusal(answer.message)
    } catch {
      setObstacle('not_kept')
    } finally {
      setSending(false)
    }
  }

  return {
    stage,
    setStage,
    ready,
    obstacle,
    unfinished,
    sent,
    sending,
    refusal,
    issued,
    persistent,
    kept,
    onKept: (more: Partial<Kept>) => setKept((known) => ({ ...known, ...more })),
    /** From here on nothing can read the key out any more. */
    endExport() {
      if (key.current) key.current.exportable = null
      setStage('done')
    },
    key,
    send,
    /** The certificate came back. */
    onIssued(certificate: ShownCertificate) {
      if (key.current) void finish(certificate, key.current.stored)
    },
    /** The code was used, or the answer never came: perhaps the certificate is there all the same. */
    onAnswerLost() {
      if (key.current) void recover(key.current.stored)
    },
    resume() {
      if (unfinished) key.current = { exportable: null, stored: unfinished }
      setUnfinished(null)
      setStage('channel')
    },
    async startOver() {
      const left = unfinished ?? key.current?.stored
      if (left) {
        const outcome = await recover(left)
        if (outcome === 'issued') return
        // Only what certainly has no certificate is given up: the key of one that was issued can't be made again.
        if (outcome === 'none') await forgetKey(left.publicKeySha256)
      }
      key.current = null
      setUnfinished(null)
      setStage('channel')
    },
  }
}
