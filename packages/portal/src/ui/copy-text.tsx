import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useFrameWords } from '../words/frame.tsx'

/** Puts a text on the clipboard. */
export function CopyText({ value, what }: { value: string; what: string }) {
  const words = useFrameWords()
  return (
    <CopyButton value={value} timeout={1_500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? words.copied : words.copy}>
          <ActionIcon
            variant="subtle"
            size="sm"
            color={copied ? 'green' : 'gray'}
            onClick={copy}
            aria-label={`${words.copy}: ${what}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
