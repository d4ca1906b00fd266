import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api, take } from '../../api/client.ts'
import type { Diagnostic } from '../../api/shapes.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Loading } from '../../ui/states.tsx'
import { useWords } from '../../words/index.tsx'
import { exampleDocument } from './example.ts'

const YamlEditor = lazy(async () => ({ default: (await import('./yaml-editor.tsx')).YamlEditor }))
const SampleForm = lazy(async () => ({ default: (await import('./sample-form.tsx')).SampleForm }))

/** Milliseconds of quiet before what was typed is checked. */
const settleMs = 400
const kept = 'pao.sandbox'
const none: readonly Diagnostic[] = []

/** A document that is being written: checked as the catalog would, with its form beside it. Touches nothing. */
export function SandboxPage() {
  const { sandbox } = useWords()
  const [start, setStart] = useState(() => localStorage.getItem(kept) ?? exampleDocument)
  const [text, setText] = useState(start)
  const [settled] = useDebouncedValue(text, settleMs)
  const verdict = useVerdict(settled)
  const diagnostics = verdict.data?.diagnostics ?? none
  return (
    <section>
      <Head
        save={() => download(text)}
        startAnew={() => {
          setStart(exampleDocument)
          setText(exampleDocument)
        }}
      />
      <Text c="dimmed" mb="md">
        {sandbox.lead}
      </Text>
      <div className="pao-halves">
        <Stack>
          <Suspense fallback={<Loading rows={1} height={460} />}>
            <YamlEditor
              label={sandbox.editor}
              start={start}
              diagnostics={diagnostics}
              onChange={setText}
            />
          </Suspense>
          {verdict.isError ? (
            <ProblemView error={verdict.error} again={() => void verdict.refetch()} />
          ) : (
            verdict.data && <Checks diagnostics={diagnostics} />
          )}
        </Stack>
        <section className="pao-panel">
          <Title order={2} size="h4" mb="md">
            {sandbox.form}
          </Title>
          {verdict.data?.valid === true ? (
            <Suspense fallback={<Loading rows={4} height={56} />}>
              <SampleForm document={settled} />
            </Suspense>
          ) : (
            <Text c="dimmed">{sandbox.notYet}</Text>
          )}
        </section>
      </div>
    </section>
  )
}

/** What the catalog would say of a document; the last one is kept for the next visit. */
function useVerdict(document: string) {
  return useQuery({
    queryKey: ['check', document],
    queryFn: () => {
      localStorage.setItem(kept, document)
      return take(api.POST('/api/v1/validate/catalog-item', { body: { document } }))
    },
    placeholderData: keepPreviousData,
  })
}

function Head({ save, startAnew }: { save: () => void; startAnew: () => void }) {
  const { sandbox } = useWords()
  return (
    <Group justify="space-between" mb="xs">
      <Title order={1}>{sandbox.title}</Title>
      <Group gap="xs">
        <Button variant="default" onClick={startAnew}>
          {sandbox.startAnew}
        </Button>
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={save}>
          {sandbox.save}
        </Button>
      </Group>
    </Group>
  )
}

function Checks({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const { sandbox } = useWords()
  return (
    <section className="pao-panel" aria-live="polite" aria-label={sandbox.checks}>
      {diagnostics.every(({ severity }) => severity !== 'error') && (
        <Group gap="xs" mb={diagnostics.length > 0 ? 'xs' : 0}>
          <StateBadge state="ok" />
          <Text size="sm">{sandbox.ok}</Text>
        </Group>
      )}
      <List size="sm" spacing={6}>
        {diagnostics.map((one) => (
          <List.Item key={`${one.line}:${one.column} ${one.code} ${one.path}`}>
            <strong>{sandbox.line(one.line)}</strong> {one.code}: {one.message}. {one.mend}
          </List.Item>
        ))}
      </List>
    </section>
  )
}

function download(text: string): void {
  const id = /^\s+id:\s*([\w-]+)/m.exec(text)?.[1] ?? 'service'
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${id}.yaml`
  link.click()
  URL.revokeObjectURL(url)
}
