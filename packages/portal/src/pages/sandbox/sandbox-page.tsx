import { Group, List, Stack, Tabs, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { api, take } from '../../api/client.ts'
import type { Diagnostic } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import type { Answers } from '../../form/shown-form.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Loading } from '../../ui/states.tsx'
import { useWords } from '../../words/index.tsx'
import { exampleDocument } from './example.ts'
import { Head } from './head.tsx'
import { useSample } from './use-sample.ts'
import { useSchemaFor } from './use-schema.ts'

const YamlEditor = lazy(async () => ({ default: (await import('./yaml-editor.tsx')).YamlEditor }))
const SampleForm = lazy(async () => ({ default: (await import('./sample-form.tsx')).SampleForm }))
const RehearsalPart = lazy(async () => ({
  default: (await import('./rehearsal.tsx')).RehearsalPart,
}))
const Changes = lazy(async () => ({ default: (await import('./changes.tsx')).Changes }))

/** Milliseconds of quiet before what was typed is checked. */
const settleMs = 400
const kept = 'pao.sandbox'
const none: readonly Diagnostic[] = []

/** A document that is being written: checked as the catalog would, tried, and set beside what is served. Touches nothing. */
export function SandboxPage() {
  const { sandbox } = useWords()
  const { text, start, setText, startWith, problem } = useText()
  const [settled] = useDebouncedValue(text, settleMs)
  const verdict = useVerdict(settled)
  const schemaFor = useSchemaFor()
  const diagnostics = verdict.data?.diagnostics ?? none
  const isValid = verdict.data?.valid === true && !verdict.isPlaceholderData
  return (
    <section>
      <Head
        text={text}
        valid={isValid ? settled : undefined}
        startAnew={() => startWith(exampleDocument)}
      />
      <Text c="dimmed" mb="md">
        {sandbox.lead}
      </Text>
      {problem !== null && <ProblemView error={problem} />}
      <div className="pao-halves">
        <Stack>
          <Suspense fallback={<Loading rows={1} height={460} />}>
            <YamlEditor
              label={sandbox.editor}
              start={start}
              diagnostics={diagnostics}
              schemaFor={schemaFor}
              onChange={setText}
            />
          </Suspense>
          <Text size="sm" c="dimmed">
            {sandbox.editorHint}
          </Text>
          {verdict.isError ? (
            <ProblemView error={verdict.error} again={() => void verdict.refetch()} />
          ) : (
            verdict.data && <Checks diagnostics={diagnostics} />
          )}
        </Stack>
        <section className="pao-panel">
          <Tried document={settled} isValid={verdict.data?.valid === true} />
        </section>
      </div>
    </section>
  )
}

/** The text as it was left, the example, or the file of the item that the address names. */
function useText() {
  const [{ item }, change] = useAddress()
  const [start, setStart] = useState(() => localStorage.getItem(kept) ?? exampleDocument)
  const [text, setText] = useState(start)
  const startWith = (next: string) => {
    setStart(next)
    setText(next)
  }
  const file = useQuery({
    queryKey: ['item', item, 'source'],
    queryFn: () => {
      const params = { path: { id: item ?? '' } }
      return take(api.GET('/api/v1/catalog/items/{id}/source', { params }))
    },
    enabled: item !== undefined,
    staleTime: 0,
    retry: false,
  })
  const source = file.data?.source
  useEffect(() => {
    if (source === undefined || item === undefined) return
    setStart(source)
    setText(source)
    // From here on it is a text of one's own: reloading must not take away what is typed.
    change({ item: undefined })
  }, [source, item, change])
  return { text, start, setText, startWith, problem: file.error }
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

const parts = ['form', 'run', 'changes'] as const

/** Its form, a rehearsal, and what it changes; the sample answers are the same in all of them. */
function Tried({ document, isValid }: { document: string; isValid: boolean }) {
  const { sandbox } = useWords()
  const [{ part }, change] = useAddress()
  const open = parts.find((one) => one === part) ?? 'form'
  return (
    <Tabs
      value={open}
      onChange={(next) => change({ part: next === 'form' ? undefined : (next ?? undefined) })}
    >
      <Tabs.List mb="md">
        {parts.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {sandbox.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={open}>
        {isValid ? (
          <Suspense fallback={<Loading rows={4} height={56} />}>
            <Part document={document} open={open} />
          </Suspense>
        ) : (
          <Text c="dimmed">{sandbox.notYet}</Text>
        )}
      </Tabs.Panel>
    </Tabs>
  )
}

function Part({ document, open }: { document: string; open: (typeof parts)[number] }) {
  const [typed, onTyped] = useState<Answers>({})
  const { query, sample } = useSample(document, typed)
  if (open === 'changes') return <Changes document={document} />
  if (query.isError) return <ProblemView error={query.error} />
  if (!sample) return <Loading rows={4} height={56} />
  if (open === 'run') return <RehearsalPart document={document} fields={sample.sent} />
  return <SampleForm sample={sample} typed={typed} onTyped={onTyped} />
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
