import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  TextInput,
} from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, take } from '../../api/client.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

const ways = ['hard', 'approval', 'soft'] as const
type Way = (typeof ways)[number]

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['quotas'] })
}

type FormProps = {
  work: { mutate(): void; isPending: boolean; isError: boolean; error: Error | null }
  isIncomplete: boolean
  label: string
  children: ReactNode
}

function Form({ work, isIncomplete, label, children }: FormProps) {
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!isIncomplete) work.mutate()
  }
  return (
    <form onSubmit={submit} className="pao-panel pao-below" aria-label={label}>
      {work.isError && <ProblemView error={work.error} />}
      <Group align="flex-end">
        {children}
        <Button type="submit" disabled={isIncomplete} loading={work.isPending}>
          {label}
        </Button>
      </Group>
    </form>
  )
}

type Place = { team: string; environment: string }
type PlaceProps = { place: Place; change: (place: Place) => void }

function PlaceFields({ place, change }: PlaceProps) {
  const { quota: words } = useWords()
  return (
    <>
      <TextInput
        label={words.team}
        placeholder={words.teamHint}
        maxLength={100}
        value={place.team}
        onChange={({ currentTarget }) => change({ ...place, team: currentTarget.value })}
      />
      <TextInput
        label={words.environment}
        placeholder={words.environmentHint}
        maxLength={100}
        value={place.environment}
        onChange={({ currentTarget }) => change({ ...place, environment: currentTarget.value })}
      />
    </>
  )
}

const anywhere: Place = { team: '', environment: '*' }
const isPlaced = ({ team, environment }: Place): boolean =>
  team.trim() !== '' && environment.trim() !== ''

type QuotaWish = Place & { resource: string; limit: number; enforcement: Way; note: string }

function useSetQuota({ limit, enforcement, ...texts }: QuotaWish, onSuccess: () => void) {
  const [team, environment, resource, note] = [
    texts.team.trim(),
    texts.environment.trim(),
    texts.resource.trim(),
    texts.note.trim(),
  ]
  return useMutation({
    mutationFn: () =>
      take(
        api.PUT('/api/v1/quotas/{team}/{environment}/{resource}', {
          params: { path: { team, environment, resource } },
          body: { limit, enforcement, ...(note !== '' && { note }) },
        }),
      ),
    onSuccess,
    onSettled: useRefresh(),
  })
}

/** Sets how much of something a team may have; a rule that stands is replaced. */
export function SetQuota() {
  const { quota: words } = useWords()
  const [place, setPlace] = useState(anywhere)
  const [resource, setResource] = useState('')
  const [limit, setLimit] = useState<number | string>(1)
  const [enforcement, setEnforcement] = useState<Way>('hard')
  const [note, setNote] = useState('')
  const wish = { ...place, resource, limit: Number(limit), enforcement, note }
  const set = useSetQuota(wish, () => setResource(''))
  return (
    <Form
      work={set}
      label={words.set}
      isIncomplete={!isPlaced(place) || resource.trim() === '' || limit === ''}
    >
      <PlaceFields place={place} change={setPlace} />
      <TextInput
        label={words.resource}
        placeholder={words.resourceHint}
        className="pao-grow"
        miw={160}
        maxLength={200}
        value={resource}
        onChange={({ currentTarget }) => setResource(currentTarget.value)}
      />
      <NumberInput label={words.limit} w={110} min={0} value={limit} onChange={setLimit} />
      <NativeSelect
        label={words.rule}
        value={enforcement}
        onChange={({ currentTarget }) =>
          setEnforcement(ways.find((one) => one === currentTarget.value) ?? 'hard')
        }
        data={ways.map((one) => ({ value: one, label: words.ways[one] }))}
      />
      <TextInput
        label={words.note}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </Form>
  )
}

/** Sets what a team may spend each month. */
export function SetBudget() {
  const { quota: words } = useWords()
  const [place, setPlace] = useState(anywhere)
  const [currency, setCurrency] = useState('EUR')
  const [amount, setAmount] = useState<number | string>('')
  const [enforce, setEnforce] = useState(false)
  const set = useMutation({
    mutationFn: () =>
      take(
        api.PUT('/api/v1/budgets/{team}/{environment}/{currency}', {
          params: {
            path: {
              team: place.team.trim(),
              environment: place.environment.trim(),
              currency: currency.trim().toUpperCase(),
            },
          },
          body: { amount: Number(amount), enforce },
        }),
      ),
    onSuccess: () => setAmount(''),
    onSettled: useRefresh(),
  })
  return (
    <Form
      work={set}
      label={words.setBudget}
      isIncomplete={!isPlaced(place) || currency.trim() === '' || amount === ''}
    >
      <PlaceFields place={place} change={setPlace} />
      <NumberInput label={words.monthly} w={130} min={0} value={amount} onChange={setAmount} />
      <TextInput
        label={words.currency}
        w={90}
        maxLength={3}
        value={currency}
        onChange={({ currentTarget }) => setCurrency(currentTarget.value)}
      />
      <Checkbox
        label={words.enforce}
        checked={enforce}
        mb={8}
        onChange={({ currentTarget }) => setEnforce(currentTarget.checked)}
      />
    </Form>
  )
}

type Rule = { team: string; environment: string }

/** Takes a quota away. */
export function RemoveQuota({ rule }: { rule: Rule & { resource: string } }) {
  const { team, environment, resource } = rule
  const remove = useMutation({
    mutationFn: () =>
      take(
        api.DELETE('/api/v1/quotas/{team}/{environment}/{resource}', {
          params: { path: { team, environment, resource } },
        }),
      ),
    onSettled: useRefresh(),
  })
  return <RemoveButton work={remove} name={resource} />
}

/** Takes a budget away. */
export function RemoveBudget({ rule }: { rule: Rule & { currency: string } }) {
  const { team, environment, currency } = rule
  const remove = useMutation({
    mutationFn: () =>
      take(
        api.DELETE('/api/v1/budgets/{team}/{environment}/{currency}', {
          params: { path: { team, environment, currency } },
        }),
      ),
    onSettled: useRefresh(),
  })
  return <RemoveButton work={remove} name={`${team} ${currency}`} />
}

function RemoveButton({ work, name }: { work: FormProps['work']; name: string }) {
  const { quota: words } = useWords()
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.remove(name)}
        loading={work.isPending}
        onClick={() => work.mutate()}
      >
        <IconX size={16} />
      </ActionIcon>
      {work.isError && <ProblemView error={work.error} />}
    </>
  )
}
