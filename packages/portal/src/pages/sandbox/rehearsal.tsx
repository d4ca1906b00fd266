import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import { type Ends, EndsForm, sentEnds } from './ends-form.tsx'
import { Played, type Rehearsal } from './played.tsx'

type Props = { document: string; fields: Readonly<Record<string, unknown>> }

/** Plays an order of the document with the sample answers, and shows it step by step. */
export function RehearsalPart({ document, fields }: Props) {
  const { rehearsal: words } = useWords()
  const [environment, setEnvironment] = useState('')
  const [rollBack, setRollBack] = useState(false)
  const [ends, setEnds] = useState<Ends>({})
  const play = useMutation({
    mutationFn: async (): Promise<Rehearsal> => {
      const place = environment.trim()
      const body = {
        document,
        fields,
        ends: sentEnds(ends),
        roll_back: rollBack,
        ...(place !== '' && { environment: place }),
      }
      return (await take(api.POST('/api/v1/simulate/document', { body }))) as unknown as Rehearsal
    },
  })
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {words.lead}
      </Text>
      <Group align="flex-end">
        <TextInput
          label={words.environment}
          value={environment}
          onChange={({ currentTarget }) => setEnvironment(currentTarget.value)}
        />
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={play.isPending}
          onClick={() => play.mutate()}
        >
          {play.data ? words.playAgain : words.play}
        </Button>
      </Group>
      <Checkbox
        label={words.rollBack}
        checked={rollBack}
        onChange={({ currentTarget }) => setRollBack(currentTarget.checked)}
      />
      {play.data && <EndsForm actions={play.data.plan.actions} ends={ends} onEnds={setEnds} />}
      {play.isError && <ProblemView error={play.error} />}
      {play.data && <Played rehearsal={play.data} />}
    </Stack>
  )
}
