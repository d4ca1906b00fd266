import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type EmptyProps = { title: string; hint: string; children?: ReactNode }

/** Nothing is here, why, and what one can do. */
export function Empty({ title, hint, children }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py="xl" className="pao-empty">
      <IconInbox size={40} stroke={1.4} aria-hidden />
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={420}>
        {hint}
      </Text>
      {children}
    </Stack>
  )
}

/** The shape of what is being loaded. */
export function Loading({ rows = 3, height = 64 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="sm" aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  )
}
