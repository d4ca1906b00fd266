import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { Ref } from 'react'

type Linked<P> = Omit<P, 'href'> & { ref?: Ref<HTMLAnchorElement> }

/** A link to another page of the portal. */
export const PageLink = createLink((props: Linked<AnchorProps>) => <Anchor {...props} />)

/** The same with the looks of a button. */
export const PageButton = createLink((props: Linked<ButtonProps>) => (
  <Button component="a" {...props} />
))

/** A link to elsewhere, only to http(s); anything else stays text. */
export function OutsideLink({ to, children }: { to: string; children: string }) {
  return /^https?:\/\//i.test(to) ? (
    <Anchor href={to} target="_blank" rel="noreferrer noopener">
      {children}
    </Anchor>
  ) : (
    children
  )
}
