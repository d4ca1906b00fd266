import { Button, Group, Menu, Title } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { catalogQuery } from '../../api/queries.ts'
import { useWords } from '../../words/index.tsx'
import { useComparison } from './changes.tsx'
import { OpenDialog } from './open-dialog.tsx'
import { type Comparison, pullRequestText } from './pull-request.ts'

type Props = {
  text: string
  /** The same once it has no errors. */
  valid: string | undefined
  startAnew: () => void
}

/** The title with what opens and what exports. */
export function Head({ text, valid, startAnew }: Props) {
  const { sandbox } = useWords()
  const [isOpening, setOpening] = useState(false)
  const catalog = useQuery({ ...catalogQuery, enabled: isOpening })
  return (
    <Group justify="space-between" mb="xs">
      <Title order={1}>{sandbox.title}</Title>
      <Group gap="xs">
        <Button variant="default" onClick={startAnew}>
          {sandbox.startAnew}
        </Button>
        <Button variant="default" onClick={() => setOpening(true)}>
          {sandbox.open}
        </Button>
        <Export text={text} valid={valid} />
      </Group>
      <OpenDialog isOpen={isOpening} items={catalog.data ?? []} onClose={() => setOpening(false)} />
    </Group>
  )
}

/** What a pull request is made of: the file, a patch of it, and its text. */
function Export({ text, valid }: Pick<Props, 'text' | 'valid'>) {
  const words = useWords()
  const { sandbox } = words
  const [isWanted, setWanted] = useState(false)
  const comparison = useComparison(valid ?? '', isWanted && valid !== undefined).data
  const named = comparison?.path.split('/').at(-1)
  const name = named ?? `${/^\s+id:\s*["']?([\w-]+)/m.exec(text)?.[1] ?? 'service'}.yaml`
  const stem = name.replace(/\.ya?ml$/, '')
  return (
    <Menu position="bottom-end" onOpen={() => setWanted(true)}>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{sandbox.export}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => download(name, text)}>{sandbox.exportFile}</Menu.Item>
        <Menu.Item
          disabled={patchOf(comparison) === ''}
          onClick={() => download(`${stem}.patch`, patchOf(comparison))}
        >
          {sandbox.exportPatch}
        </Menu.Item>
        <Menu.Item
          disabled={!comparison}
          onClick={() =>
            comparison && download(`${stem}.md`, `${pullRequestText(comparison, words)}\n`)
          }
        >
          {sandbox.exportText}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function patchOf(comparison: Comparison | undefined): string {
  return comparison?.patch ?? ''
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
