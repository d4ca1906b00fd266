import { Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { ApiKey } from '../../api/shapes.ts'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import { KeySecret } from './key-secret.tsx'
import { type KeyChange, KeyTable } from './key-table.tsx'

/** Keys as one of the places that have some tells of them. */
export type Keys = { items: readonly ApiKey[]; most_days?: number }

type Props = {
  label: string
  name: readonly string[]
  load: () => Promise<Keys>
  rotate: (id: string, overlapSeconds: number) => Promise<{ key?: string }>
  stop: (id: string) => Promise<unknown>
  /** The form for a new one; `made` is handed what is shown once. */
  form: (made: (secret: string | undefined) => void, keys: Keys) => ReactNode
  ofAll?: boolean
}

/** A form for a new key and a table of those there are; a secret that was just made is shown once. */
export function KeyList({ label, name, load, rotate, stop, form, ofAll = false }: Props) {
  const { access } = useWords()
  const client = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const keys = useQuery({ queryKey: name, queryFn: load })
  const again = () => client.invalidateQueries({ queryKey: name })
  const change = useMutation({
    mutationFn: async (wanted: KeyChange) => {
      setSecret(undefined)
      if (wanted.how === 'stop') await stop(wanted.id)
      else setSecret((await rotate(wanted.id, wanted.overlapSeconds)).key)
    },
    onSettled: again,
  })
  const made = (key: string | undefined) => {
    setSecret(key)
    void again()
  }
  return (
    <Found query={keys}>
      {(found) => (
        <div role="group" aria-label={label}>
          {form(made, found)}
          {secret !== undefined && <KeySecret secret={secret} />}
          {change.isError && <ProblemView error={change.error} />}
          {found.items.length === 0 ? (
            <Text size="sm">{access.noKeys}</Text>
          ) : (
            <KeyTable label={label} items={found.items} change={change.mutate} ofAll={ofAll} />
          )}
        </div>
      )}
    </Found>
  )
}
