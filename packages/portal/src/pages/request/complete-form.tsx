import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { logsQuery } from '../../api/queries.ts'
import { AskedField, type AskedValue, type GivenValue } from '../../ui/asked-field.tsx'
import { Loading } from '../../ui/states.tsx'
import { useWords } from '../../words/index.tsx'
import { pathOf, type Sent } from './use-steer.ts'

type Given = Readonly<Record<string, GivenValue>>

type Props = {
  request: string
  action: string
  close: () => void
  send: (sent: Sent) => void
}

/** Says that work by hand is done, with what the step has to bring back. */
export function CompleteForm({ request, action, close, send }: Props) {
  const words = useWords()
  const logs = useQuery(logsQuery(request))
  const [given, setGiven] = useState<Given>({})
  const [comment, setComment] = useState('')
  if (logs.isPending) return <Loading rows={2} />
  const input = logs.data?.findLast((attempt) => attempt.action === action)?.input
  const { asked, instructions } = workOf(input)
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    const body = {
      outcome: 'succeeded',
      ...(Object.keys(given).length > 0 && { outputs: given }),
      ...(comment.trim() !== '' && { comment: comment.trim() }),
    }
    send({ path: `${pathOf(action)}/complete`, body })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {instructions !== undefined && (
          <Text size="sm" className="pao-lines">
            {instructions}
          </Text>
        )}
        {asked.map((one) => (
          <AskedField
            key={one.name}
            asked={one}
            set={(value) => setGiven({ ...given, [one.name]: value })}
          />
        ))}
        <Textarea
          label={words.approvals.comment}
          autosize
          maxLength={2_000}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button type="submit">{words.consequence.complete.do}</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The input of a step by hand holds what is to be done and brought back. */
function workOf(input: unknown): { asked: readonly AskedValue[]; instructions?: string } {
  if (typeof input !== 'object' || input === null) return { asked: [] }
  const { outputs, instructions } = input as Readonly<Record<string, unknown>>
  return {
    asked: Array.isArray(outputs) ? (outputs as readonly AskedValue[]) : [],
    ...(typeof instructions === 'string' && { instructions }),
  }
}
