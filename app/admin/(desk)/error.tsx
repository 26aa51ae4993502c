'use client'

/** Inside the frame: the way to the other pages stays. */
export { Crash as default } from '@/components/shell/crash'
