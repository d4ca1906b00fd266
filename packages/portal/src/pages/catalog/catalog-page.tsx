import { Button, Group, Kbd, NativeSelect, Text, TextInput, Title } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { catalogQuery } from '../../api/queries.ts'
import { useAddress } from '../../app/search.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { Empty, Loading } from '../../ui/states.tsx'
import { useFrameWords } from '../../words/frame.tsx'
import { moveFocus, useSlash } from './keys.ts'
import { choices, type Facet, facets, type Filters, indexed, search } from './filters.ts'
import { Tiles } from './tiles.tsx'

const cleared: Filters = Object.fromEntries(facets.map((facet) => [facet, undefined]))

/** Everything one may order, narrowed down as one types. */
export function CatalogPage() {
  const words = useFrameWords()
  const [address, change] = useAddress()
  const catalog = useQuery(catalogQuery)
  const entries = catalog.data
  const index = useMemo(() => indexed(entries ?? []), [entries])
  const { text, setText } = useTypedText(address['q'] ?? '', (q) =>
    change({ q: q === '' ? undefined : q }),
  )
  const filters: Filters = { ...address, q: useDeferredValue(text) }
  const found = search(index, filters)
  const list = useRef<HTMLUListElement>(null)
  const isNarrowed = text !== '' || facets.some((facet) => address[facet] !== undefined)
  const clear = () => {
    setText('')
    change(cleared)
  }
  return (
    <section>
      <Title order={1} mb="md">
        {words.catalog.title}
      </Title>
      <search onKeyDown={(event) => moveFocus(event, list.current)}>
        <SearchField text={text} onChange={setText} />
        <Group mt="sm" mb="md" gap="sm" className="pao-facets">
          {entries &&
            facets.map((facet) => (
              <FacetSelect
                key={facet}
                facet={facet}
                value={address[facet]}
                data={choices(entries, address, facet)}
                onChange={(value) => change({ [facet]: value })}
              />
            ))}
          {isNarrowed && (
            <Button variant="subtle" size="sm" leftSection={<IconX size={14} />} onClick={clear}>
              {words.catalog.clear}
            </Button>
          )}
        </Group>
      </search>
      {catalog.isPending && <Loading rows={4} height={120} />}
      {catalog.isError && (
        <ProblemView error={catalog.error} again={() => void catalog.refetch()} />
      )}
      {entries && (
        <Text size="sm" c="dimmed" mb="sm" role="status">
          {words.catalog.found(found.length)}
        </Text>
      )}
      {entries && found.length === 0 && <Nothing isEmpty={entries.length === 0} />}
      <Tiles entries={found} list={list} />
    </section>
  )
}

function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { catalog } = useFrameWords()
  const input = useRef<HTMLInputElement>(null)
  useSlash(input)
  return (
    <TextInput
      ref={input}
      type="search"
      size="md"
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      aria-label={catalog.search}
      placeholder={catalog.search}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={text === '' && <Kbd aria-hidden>/</Kbd>}
      description={catalog.hint}
      descriptionProps={{ className: 'pao-keys' }}
      inputWrapperOrder={['input', 'description']}
    />
  )
}

/** Milliseconds after the last letter until the address follows. */
const settleMs = 250

/** What is being typed, at once; the address follows when the typing rests. */
function useTypedText(inAddress: string, save: (text: string) => void) {
  const [text, setText] = useState(inAddress)
  const saver = useRef(save)
  saver.current = save
  useEffect(() => {
    if (text === inAddress) return
    const timer = setTimeout(() => saver.current(text), settleMs)
    return () => clearTimeout(timer)
  }, [text, inAddress])
  return { text, setText }
}

type FacetProps = {
  facet: Facet
  value: string | undefined
  data: readonly { value: string; count: number }[]
  onChange: (value: string | undefined) => void
}

function FacetSelect({ facet, value, data, onChange }: FacetProps) {
  const { catalog, automation } = useFrameWords()
  if (data.length === 0 && value === undefined) return null
  const nameOf = (key: string): string =>
    facet === 'level' ? ((automation as Readonly<Record<string, string>>)[key] ?? key) : key
  return (
    <NativeSelect
      size="sm"
      w={{ base: '100%', xs: 180 }}
      aria-label={catalog[facet]}
      value={value ?? ''}
      data={[
        { value: '', label: `${catalog[facet]}: ${catalog.all}` },
        ...data.map((one) => ({ value: one.value, label: `${nameOf(one.value)} (${one.count})` })),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  )
}

function Nothing({ isEmpty }: { isEmpty: boolean }) {
  const { catalog } = useFrameWords()
  return isEmpty ? (
    <Empty title={catalog.empty} hint={catalog.emptyHint} />
  ) : (
    <Empty title={catalog.none} hint={catalog.noneHint} />
  )
}
