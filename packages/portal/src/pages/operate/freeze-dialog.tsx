import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  NativeSelect,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import type { Freeze } from '../../api/shapes.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import { isYearly, scopeNames } from './freeze-text.ts'

/** What the form holds: days as `2026-09-25`, or moments as `2026-09-25T18:00`. */
type Draft = Pick<
  Freeze,
  'name' | 'reason' | 'from' | 'to' | 'timezone' | 'scope' | 'approvers'
> & {
  isYearly: boolean
  isTimed: boolean
}

type Props = { freeze: Freeze | undefined; close: () => void }

/** Sets a freeze, or changes one, and says what it will hold before it does. */
export function FreezeDialog({ freeze, close }: Props) {
  const words = useWords()
  const { calendar } = words
  const [draft, setDraft] = useState(() => draftOf(freeze))
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }))
  const set = useSetFreeze(draft, close)
  const isIncomplete = [draft.name, draft.reason, draft.from, draft.to].some(
    (text) => text.trim() === '',
  )
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!isIncomplete) set.mutate()
  }
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={freeze ? calendar.change(freeze.name) : calendar.add}
      closeButtonProps={{ 'aria-label': words.close }}
      centered
    >
      <form onSubmit={submit}>
        <Stack>
          <About draft={draft} change={change} isKnown={freeze !== undefined} />
          <When draft={draft} change={change} />
          <Whose draft={draft} change={change} />
          <Effect scope={draft.scope} />
          {set.isError && <ProblemView error={set.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {words.cancel}
            </Button>
            <Button type="submit" disabled={isIncomplete} loading={set.isPending}>
              {calendar.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

type PartProps = { draft: Draft; change: (part: Partial<Draft>) => void }

function About({ draft, change, isKnown }: PartProps & { isKnown: boolean }) {
  const { calendar: words } = useWords()
  return (
    <>
      <TextInput
        label={words.name}
        description={isKnown ? undefined : words.nameHint}
        maxLength={60}
        readOnly={isKnown}
        withAsterisk
        value={draft.name}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <TextInput
        label={words.reason}
        maxLength={500}
        withAsterisk
        value={draft.reason}
        onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
      />
    </>
  )
}

function When({ draft, change }: PartProps) {
  const { calendar: words } = useWords()
  const { isTimed } = draft
  const type = isTimed ? 'datetime-local' : 'date'
  const retype = (timed: boolean) =>
    change({ isTimed: timed, from: typed(draft.from, timed), to: typed(draft.to, timed) })
  return (
    <>
      <Group grow align="flex-end">
        <TextInput
          type={type}
          label={words.from}
          withAsterisk
          value={draft.from}
          onChange={({ currentTarget }) => change({ from: currentTarget.value })}
        />
        <TextInput
          type={type}
          label={isTimed ? words.until : words.to}
          withAsterisk
          value={draft.to}
          onChange={({ currentTarget }) => change({ to: currentTarget.value })}
        />
      </Group>
      <Group>
        <Checkbox
          label={words.yearly}
          checked={draft.isYearly}
          onChange={({ currentTarget }) => change({ isYearly: currentTarget.checked })}
        />
        <Checkbox
          label={words.timed}
          checked={isTimed}
          onChange={({ currentTarget }) => retype(currentTarget.checked)}
        />
      </Group>
      <NativeSelect
        label={words.zone}
        data={zonesWith(draft.timezone)}
        value={draft.timezone}
        onChange={({ currentTarget }) => change({ timezone: currentTarget.value })}
      />
    </>
  )
}

function Whose({ draft, change }: PartProps) {
  const { calendar: words } = useWords()
  return (
    <fieldset className="pao-bare">
      <legend className="pao-legend">{words.scope}</legend>
      <Text size="sm" c="dimmed" mb="xs">
        {words.scopeHint}
      </Text>
      <Stack gap="xs">
        {scopeNames.map((name) => (
          <TagsInput
            key={name}
            label={words.kinds[name]}
            value={[...draft.scope[name]]}
            acceptValueOnBlur
            onChange={(names) => change({ scope: { ...draft.scope, [name]: names } })}
          />
        ))}
        <TagsInput
          label={words.approvers}
          description={words.approversHint}
          value={[...draft.approvers]}
          acceptValueOnBlur
          onChange={(approvers) => change({ approvers })}
        />
      </Stack>
    </fieldset>
  )
}

function Effect({ scope }: { scope: Freeze['scope'] }) {
  const { calendar: words } = useWords()
  const effect = useQuery({
    queryKey: ['calendar', 'effect', scope],
    queryFn: () => take(api.POST('/api/v1/calendar/freezes/effect', { body: { scope } })),
  })
  if (!effect.data) return null
  return (
    <Alert color={effect.data.waiting > 0 ? 'orange' : 'blue'} role="status">
      {words.effect(effect.data.waiting, effect.data.recent)}
    </Alert>
  )
}

function useSetFreeze(draft: Draft, close: () => void) {
  const client = useQueryClient()
  const { name, reason, timezone, scope, approvers } = draft
  return useMutation({
    mutationFn: () =>
      take(
        api.PUT('/api/v1/calendar/freezes/{name}', {
          params: { path: { name: name.trim() } },
          body: {
            from: edgeOf(draft.from, draft.isYearly),
            to: edgeOf(draft.to, draft.isYearly),
            reason: reason.trim(),
            timezone,
            scope,
            approvers,
          },
        }),
      ),
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: ['calendar'] }),
  })
}

const everything: Freeze['scope'] = {
  environments: [],
  items: [],
  categories: [],
  teams: [],
  owners: [],
}

function draftOf(freeze: Freeze | undefined): Draft {
  if (!freeze)
    return {
      name: '',
      reason: '',
      from: '',
      to: '',
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      scope: everything,
      approvers: [],
      isYearly: false,
      isTimed: false,
    }
  const year = String(new Date().getFullYear())
  const dated = (edge: string): string => edge.replace(/^--/, `${year}-`)
  return {
    ...freeze,
    from: dated(freeze.from),
    to: dated(freeze.to),
    isYearly: isYearly(freeze.from),
    isTimed: freeze.from.includes('T') || freeze.to.includes('T'),
  }
}

function typed(value: string, isTimed: boolean): string {
  if (value === '') return ''
  return isTimed ? `${value.slice(0, 10)}T00:00` : value.slice(0, 10)
}

/** As the API takes it. */
function edgeOf(value: string, yearly: boolean): string {
  const minute = value.slice(0, 16)
  return yearly ? minute.replace(/^\d{4}-/, '--') : minute
}

function zonesWith(own: string): string[] {
  return [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])].toSorted()
}
