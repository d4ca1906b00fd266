import { Button, type ButtonProps, Group, Stack, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/index.tsx'
import { ProblemView } from './problem.tsx'

/** What is done with the reason, and how it goes. */
export type Act = {
  mutate(reason: string): void
  isPending: boolean
  isError: boolean
  error: unknown
}

type Props = {
  /** What will happen, told above the reason. */
  children: ReactNode
  label: string
  act: Act
  close: () => void
  go: { label: string; color?: ButtonProps['color'] }
  /** Another way, between the two buttons. */
  aside?: ReactNode
}

/** Consequences, a reason that may be left out, and the two buttons below; what went wrong is told above the reason. */
export function ReasonForm({ children, label, act, close, go, aside }: Props) {
  const words = useWords()
  const [why, setWhy] = useState('')
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    act.mutate(why.trim())
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {children}
        {act.isError && <ProblemView error={act.error} />}
        <Textarea
          label={label}
          autosize
          minRows={2}
          maxLength={2_000}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          {aside}
          <Button type="submit" loading={act.isPending} {...(go.color && { color: go.color })}>
            {go.label}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The body of a call that takes a reason: nothing was said = nothing is sent. */
export function reasoned(reason: string): { reason?: string } {
  return reason === '' ? {} : { reason }
}
