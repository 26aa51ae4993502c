'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { Card } from '@/components/ui/card'

/** One step of the application: its heading takes the focus when the step begins, but not when the page does. */
export function StepCard({
  first,
  title,
  children,
}: {
  first?: boolean
  title: string
  children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!first) heading.current?.focus()
  }, [first])
  return (
    <Card className="grid max-w-2xl gap-5">
      <h2 ref={heading} tabIndex={-1} className="outline-none">
        {title}
      </h2>
      {children}
    </Card>
  )
}
