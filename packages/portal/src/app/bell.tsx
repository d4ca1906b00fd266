import { ActionIcon, type ActionIconProps } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createLink } from '@tanstack/react-router'
import { newsQuery } from '../api/queries.ts'
import { useNewsFeed } from '../live/news.ts'
import { useFrameWords } from '../words/frame.tsx'

type BellProps = Omit<ActionIconProps, 'href'> & { 'aria-label': string }

const BellLink = createLink((props: BellProps) => (
  <ActionIcon component="a" variant="subtle" color="gray" size="lg" {...props} />
))

/** How much is new for one, as it happens; leads to what it is. */
export function Bell() {
  const { nav } = useFrameWords()
  const refetchInterval = useNewsFeed()
  const { data } = useQuery({ ...newsQuery, refetchInterval })
  const count = data?.unread ?? 0
  return (
    <BellLink to="/news" aria-label={nav.bell(count)} className="pao-bell">
      <IconBell size={20} stroke={1.7} aria-hidden />
      {count > 0 && (
        <span className="pao-count" aria-hidden>
          {count > 99 ? '99+' : count}
        </span>
      )}
    </BellLink>
  )
}
