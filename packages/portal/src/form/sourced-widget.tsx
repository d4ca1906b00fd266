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
import { dependedOn, optionsQuery } from './options.ts'
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

/** Says when choices load and when they cannot. */
function ChoiceWidget(props: WidgetProps) {
  const { order } = useWords()
  const { item, environment, known } = props.registry.formContext as FormContext
  const [answers] = useDebouncedValue(known, settleMs)
  const asked = dependedOn(props.schema, answers)
  const query = optionsQuery({ item, field: props.name, environment, answers: asked })
  const found = useQuery({ ...query, placeholderData: keepPreviousData })
  const choices = found.data?.options ?? []
  const away = found.isError || found.data?.message !== undefined
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
    placeholder: found.isPending ? order.loading : order.choose,
    rightSection: found.isFetching ? <Loader size={16} /> : undefined,
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
      {away && (
        <Group gap="xs" mt={4} role="status">
          <Text size="sm" c="var(--mantine-color-error)">
            {order.noChoices} {found.data?.message}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => void found.refetch()}>
            {order.retryChoices}
          </Button>
        </Group>
      )}
    </>
  )
}
