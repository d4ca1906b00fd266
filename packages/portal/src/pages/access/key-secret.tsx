import { Alert, Group } from '@mantine/core'
import { CopyText } from '../../ui/copy-text.tsx'
import { useWords } from '../../words/index.tsx'

/** The key itself, which is shown this once. */
export function KeySecret({ secret }: { secret: string }) {
  const { access } = useWords()
  return (
    <Alert color="orange" variant="light" title={access.once} mb="md" role="status">
      <Group gap="xs">
        <span className="pao-value" data-key>
          {secret}
        </span>
        <CopyText value={secret} what={access.key} />
      </Group>
    </Alert>
  )
}
