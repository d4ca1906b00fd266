import { useEffect, useRef, useState } from 'react'
import type { Search } from './search.ts'

/** Milliseconds after the last letter until it is searched. */
const settleMs = 300

/** What stands in a search field and goes into the address (`q`) a moment after the last letter; a link that changes the address changes it too. */
export function useSearchText(
  address: Search,
  change: (next: Search) => void,
): [string, (text: string) => void] {
  const known = address['q'] ?? ''
  const [text, setText] = useState(known)
  const sent = useRef(known)
  useEffect(() => {
    if (known === sent.current) return
    sent.current = known
    setText(known)
  }, [known])
  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      change({ q: text === '' ? undefined : text })
    }, settleMs)
    return () => clearTimeout(timer)
  }, [text, change])
  return [text, setText]
}
