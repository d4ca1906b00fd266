import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, newKey, take } from '../../api/client.ts'
import type { Orphan } from '../../api/shapes.ts'
import { CopyText } from '../../ui/copy-text.tsx'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Empty } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** What ended steps may have left outside, and saying what becomes of it. */
export function Orphans() {
  const { operate } = useWords()
  const orphans = useQuery({
    queryKey: ['orphans'],
    queryFn: async () => (await take(api.GET('/api/v1/effects/orphans'))).items,
  })
  return (
    <Found query={orphans}>
      {(items) =>
        items.length === 0 ? (
          <Empty title={operate.noOrphans} hint="" />
        ) : (
          <div className="pao-panel">
            <ul className="pao-plain">
              {items.map((one) => (
                <OrphanLine key={one.id} orphan={one} />
              ))}
            </ul>
          </div>
        )
      }
    </Found>
  )
}

function OrphanLine({ orphan }: { orphan: Orphan }) {
  const { operate } = useWords()
  const client = useQueryClient()
  const resolve = useMutation({
    mutationFn: ({ how, comment }: { how: How; comment: string }) =>
      ask(
        'POST',
        `/effects/orphans/${encodeURIComponent(orphan.id)}/${how}`,
        { comment, ...(how === 'delete' && { by_hand: true }) },
        newKey(),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['orphans'] }),
  })
  return (
    <li className="pao-step">
      <Stack gap={6} className="pao-grow">
        <Text>
          <PageLink to="/requests/$id" params={{ id: orphan.request_id }} fw={600}>
            {orphan.item} · {orphan.action}
          </PageLink>{' '}
          <Text component="span" size="sm" c="dimmed">
            {orphan.type} · {operate.found} <Time at={orphan.found_at} relative />
          </Text>
        </Text>
        <Group gap={4}>
          <Text size="sm" c="dimmed">
            {operate.keyHint}
          </Text>
          <span className="pao-value">{orphan.key}</span>
          <CopyText value={orphan.key} what={operate.key} />
        </Group>
        {resolve.isError && <ProblemView error={resolve.error} />}
        <Verdict
          isBusy={resolve.isPending}
          say={(how, comment) => resolve.mutate({ how, comment })}
        />
      </Stack>
    </li>
  )
}

type How = 'adopt' | 'delete'

function Verdict({ isBusy, say }: { isBusy: boolean; say: (how: How, comment: string) => void }) {
  const { operate } = useWords()
  const [comment, setComment] = useState('')
  const isMute = comment.trim() === ''
  return (
    <Group align="flex-end">
      <TextInput
        size="sm"
        className="pao-grow"
        label={operate.comment}
        withAsterisk
        value={comment}
        onChange={({ currentTarget }) => setComment(currentTarget.value)}
      />
      <Button
        size="sm"
        variant="default"
        disabled={isMute || isBusy}
        onClick={() => say('adopt', comment.trim())}
      >
        {operate.adopt}
      </Button>
      <Button
        size="sm"
        variant="default"
        disabled={isMute || isBusy}
        onClick={() => say('delete', comment.trim())}
      >
        {operate.remove}
      </Button>
    </Group>
  )
}
