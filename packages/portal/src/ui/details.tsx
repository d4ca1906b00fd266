import { type ReactNode, useEffect, useRef } from 'react'

type Props = {
  title: string
  isOpen?: boolean
  /** Opens it when it becomes true: something in it needs a look. */
  isForced?: boolean
  isHeading?: boolean
  children: ReactNode
}

/** Something that opens and closes, by the browser's own element. */
export function Details({ title, isOpen = false, isForced = false, isHeading, children }: Props) {
  const element = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (element.current && (isForced || isOpen)) element.current.open = true
  }, [isForced, isOpen])
  return (
    <details className="pao-details" ref={element}>
      <summary data-heading={isHeading}>{title}</summary>
      <div>{children}</div>
    </details>
  )
}
