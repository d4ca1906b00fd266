import { Alert, List, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, take } from '../../api/client.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Details } from '../../ui/details.tsx'
import { DifferenceList } from '../../ui/differences.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { useWords, type Words } from '../../words/index.tsx'
import type { Comparison } from './pull-request.ts'

/** A document beside what is served; the same question is asked once. */
export function useComparison(document: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['compare', document],
    queryFn: () => take(api.POST('/api/v1/compare/document', { body: { document } })),
    enabled: isWanted,
  })
}

/** What the document changes of the version that is served, what stands on that, and what breaks. */
export function Changes({ document }: { document: string }) {
  const comparison = useComparison(document, true)
  return <Found query={comparison}>{(data) => <Compared comparison={data} />}</Found>
}

function Compared({ comparison }: { comparison: Comparison }) {
  const { changes: words } = useWords()
  const { served, path, differences, values, dependents, under_way: underWay } = comparison
  return (
    <Stack gap="lg">
      <div>
        <Text size="sm" mb="xs">
          {served ? words.served(served.version) : words.isNew}
        </Text>
        <Facts facts={[[words.file, <span className="pao-value">{path}</span>]]} />
      </div>
      <VersionWord comparison={comparison} words={words} />
      {served && (
        <Part title={words.differences}>
          <DifferenceList differences={differences} values={values} />
        </Part>
      )}
      {served && (
        <Part title={words.underWay}>
          <UnderWay versions={underWay} words={words} />
        </Part>
      )}
      <Part title={words.dependents}>
        <Dependents dependents={dependents} words={words} />
      </Part>
      {comparison.patch !== undefined && comparison.patch !== '' && (
        <Details title={words.patch}>
          <pre className="pao-pre" tabIndex={0} aria-label={words.patch}>
            {comparison.patch}
          </pre>
        </Details>
      )}
    </Stack>
  )
}

type Said = { words: Words['changes'] }

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  )
}

function VersionWord({ comparison, words }: Said & { comparison: Comparison }) {
  const { step, least_version: least, raised_enough: isEnough } = comparison
  if (step === 'none') return null
  return isEnough ? (
    <Alert color="green" variant="light" icon={<IconCheck />}>
      {words.raised}
    </Alert>
  ) : (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle />}>
      {words.raise(least ?? '')}
    </Alert>
  )
}

function UnderWay({ versions, words }: Said & { versions: Comparison['under_way'] }) {
  if (versions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.nothingOpen}
      </Text>
    )
  return (
    <>
      <DataTable
        label={words.underWay}
        titles={[words.version, words.open, words.resources]}
        rows={versions.map(({ hash, version, open, resources }) => ({
          key: hash,
          cells: [version, open, resources],
        }))}
      />
      <Text size="sm" c="dimmed" mt="xs">
        {words.openHint}
      </Text>
    </>
  )
}

function Dependents({ dependents, words }: Said & { dependents: Comparison['dependents'] }) {
  if (dependents.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.noDependents}
      </Text>
    )
  return (
    <ul className="pao-plain">
      {dependents.map(({ id, name, as, breaks }) => (
        <li key={`${id} ${as} ${breaks.join()}`} className="pao-comment">
          <PageLink to="/items/$id" params={{ id }} fw={500}>
            {name}
          </PageLink>{' '}
          <Text component="span" size="sm">
            {words.as[as]} · {breaks.length === 0 ? words.fits : words.breaks}
          </Text>
          {breaks.length > 0 && (
            <List size="sm" c="var(--mantine-color-error)">
              {breaks.map((one) => (
                <List.Item key={one}>{one}</List.Item>
              ))}
            </List>
          )}
        </li>
      ))}
    </ul>
  )
}
