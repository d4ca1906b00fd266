import { Progress, Text } from '@mantine/core'
import { useWords } from '../words/index.tsx'

type Props = {
  label: string
  used: number
  limit: number
  text: (amount: number) => string
  reserved?: number | undefined
}

/** How full a quota is, as a bar and in words. */
export function QuotaBar({ label, used, limit, text, reserved = 0 }: Props) {
  const { quota: words } = useWords()
  const percent = limit > 0 ? Math.min(100, (used / limit) * 100) : used > 0 ? 100 : 0
  const color = used > limit ? 'red' : percent >= 80 ? 'orange' : 'blue'
  return (
    <div>
      <Text size="sm">
        {words.ofLimit(text(used), text(limit))}
        {reserved > 0 && (
          <Text component="span" size="sm" c="dimmed">
            {' '}
            ({words.underWay(text(reserved))})
          </Text>
        )}
      </Text>
      <Progress value={percent} color={color} aria-label={label} mt={4} miw={120} />
    </div>
  )
}
