import {
  Button,
  Group,
  Loader,
  MultiSelect,
  Select,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { WidgetProps } from '@rjsf/utils'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useWords } from '../words/index.tsx'
import { type Choice, dependedOn, optionsQuery, unlistedOf } from './options.ts'
import type { FormContext } from './group-layout.tsx'
import { commonProps } from './common-props.ts'

/** Milliseconds of quiet before choices that depend on other answers are loaded again. */
const settleMs = 350

/** One or several of choices that the service reads from elsewhere; of a document nobody serves yet they are written. */
export function SourcedWidget(props: WidgetProps) {
  const { item } = props.registry.formContext as FormContext
  return item === '' ? <WrittenWidget {...props} /> : <ChoiceWidget {...props} />
}

/** In the sandbox no other system is asked for its list. */
function WrittenWidget(props: WidgetProps) {
  const { order } = useWords()
  const common = { ...commonProps(props), placeholder: order.written }
  const written: unknown = props.value
  if (props.schema.type === 'array')
    return (
      <TagsInput
        {...common}
        value={Array.isArray(written) ? written.map(String) : []}
        onChange={props.onChange}
      />
    )
  return (
    <TextInput
      {...common}
      value={typeof written === 'string' ? written : ''}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value || undefined)}
    />
  )
}

/** Says when choices load, when they cannot, when there are none, and when an answer is none of them any more. */
function ChoiceWidget(props: WidgetProps) {
  const { order } = useWords()
  const { listed, unlisted, failure, isPending, isLoading, again } = useChoices(props)
  const choices = [...listed, ...unlisted.map((value) => ({ value, label: String(value) }))]
  const data = choices.map((choice, at) => ({ value: String(at), label: choice.label }))
  const at = (value: unknown): string[] => {
    const place = choices.findIndex((choice) => choice.value === value)
    return place < 0 ? [] : [String(place)]
  }
  const back = (index: string): unknown => choices[Number(index)]?.value
  const common = {
    ...commonProps(props),
    data,
    searchable: true,
    openOnFocus: false,
    nothingFoundMessage: listed.length === 0 ? order.emptyChoices : order.noMatch,
    placeholder: isPending ? order.loading : order.choose,
    rightSection: isLoading ? <Loader size={16} /> : undefined,
  }
  const chosen: unknown[] = Array.isArray(props.value) ? props.value : []
  return (
    <>
      {props.schema.type === 'array' ? (
        <MultiSelect
          {...common}
          value={chosen.flatMap(at)}
          onChange={(indexes) => props.onChange(indexes.map(back))}
        />
      ) : (
        <Select
          {...common}
          value={at(props.value)[0] ?? null}
          onChange={(index) => props.onChange(index === null ? undefined : back(index))}
        />
      )}
      {failure === undefined ? (
        !isLoading && <Note listed={listed} unlisted={unlisted} />
      ) : (
        <Failure text={failure} again={again} />
      )}
    </>
  )
}

function useChoices({ registry, schema, name, value }: WidgetProps) {
  const { order } = useWords()
  const { item, environment, known } = registry.formContext as FormContext
  const [answers] = useDebouncedValue(known, settleMs)
  const asked = dependedOn(schema, answers)
  const query = optionsQuery({ item, field: name, environment, answers: asked })
  const found = useQuery({ ...query, placeholderData: keepPreviousData })
  const { options: listed = [], message } = found.data ?? {}
  const isAway = found.isError || message !== undefined
  return {
    listed,
    // What was answered stays in sight although the list does not have it, or cannot be read.
    unlisted: found.isPending ? [] : unlistedOf(value, listed),
    failure: isAway ? [order.noChoices, message].filter(Boolean).join(' ') : undefined,
    isPending: found.isPending,
    isLoading: found.isFetching,
    again: () => void found.refetch(),
  }
}

function Failure({ text, again }: { text: string; again: () => void }) {
  const { order } = useWords()
  return (
    <Group gap="xs" mt={4} role="status">
      <Text size="sm" c="var(--mantine-color-error)">
        {text}
      </Text>
      <Button size="compact-xs" variant="default" onClick={again}>
        {order.retryChoices}
      </Button>
    </Group>
  )
}

type NoteProps = { listed: readonly Choice[]; unlisted: readonly unknown[] }

/** What there is to say of choices that came. */
function Note({ listed, unlisted }: NoteProps) {
  const { order } = useWords()
  const isWrong = unlisted.length > 0
  const empty = listed.length === 0 ? order.emptyChoices : ''
  const text = isWrong ? order.notListed(unlisted.map(String).join(', ')) : empty
  return (
    <Text
      size="sm"
      c={isWrong ? 'var(--mantine-color-error)' : 'dimmed'}
      mt={text === '' ? 0 : 4}
      role="status"
    >
      {text}
    </Text>
  )
}
