import { Badge, Button, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import type { Tenant, TenantDetails } from '../../api/shapes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

const tenantsKey = ['tenants']
/** Milliseconds between looks. */
const lookMs = 10_000
const mebibyte = 1_048_576
const shortestReason = 3

/** The tenants of the installation, for those who run it: what each has, and letting one rest. */
export function Tenants() {
  const { tenants: words } = useWords()
  const [shown, show] = useState<string>()
  const tenants = useQuery({
    queryKey: tenantsKey,
    queryFn: async () => (await take(api.GET('/api/v1/tenants'))).items ?? [],
    refetchInterval: lookMs,
  })
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {words.hint}
      </Text>
      <Found query={tenants}>
        {(items) => (
          <DataTable
            label={words.title}
            titles={[words.tenant, words.state, words.catalog, words.contact, words.more]}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <Name key="name" tenant={one} />,
                <TenantState key="state" state={one.state} />,
                words.catalogs[one.catalog],
                one.contact,
                <Button
                  key="more"
                  size="compact-sm"
                  variant="default"
                  aria-label={words.look(one.label)}
                  onClick={() => show(one.id)}
                >
                  {words.figures}
                </Button>,
              ],
            }))}
          />
        )}
      </Found>
      <TenantDialog id={shown} close={() => show(undefined)} />
    </>
  )
}

function Name({ tenant: { id, label } }: { tenant: Tenant }) {
  return (
    <>
      {label}
      {label !== id && (
        <Text size="xs" c="dimmed">
          {id}
        </Text>
      )}
    </>
  )
}

const tones = {
  active: 'green',
  suspended: 'orange',
  deleting: 'red',
  deleted: 'gray',
  undeclared: 'orange',
} as const

function TenantState({ state }: { state: Tenant['state'] }) {
  const { tenants: words } = useWords()
  const tone = tones[state]
  return (
    <Badge className={`pao-state pao-tone-${tone}`} variant="light" color={tone}>
      {words.states[state]}
    </Badge>
  )
}

function TenantDialog({ id, close }: { id: string | undefined; close: () => void }) {
  const { tenants: words, close: closeWord } = useWords()
  const tenant = useQuery({
    queryKey: [...tenantsKey, id],
    enabled: id !== undefined,
    queryFn: () => take(api.GET('/api/v1/tenants/{id}', { params: { path: { id: id ?? '' } } })),
  })
  return (
    <Modal
      opened={id !== undefined}
      onClose={close}
      title={tenant.data?.label ?? words.title}
      closeButtonProps={{ 'aria-label': closeWord }}
      centered
    >
      <Found query={tenant}>
        {(found) => (
          <Stack>
            <Figures tenant={found} />
            <Settings settings={found.settings} />
            <Steering key={found.state} tenant={found} />
          </Stack>
        )}
      </Found>
    </Modal>
  )
}

function Figures({ tenant }: { tenant: TenantDetails }) {
  const { tenants: words } = useWords()
  const { source, requests, connections } = tenant
  return (
    <Facts
      facts={[
        [words.state, <TenantState key="state" state={tenant.state} />],
        [words.since, tenant.changed_at && <Time key="at" at={tenant.changed_at} relative />],
        [words.reason, tenant.reason],
        [words.source, source?.place ?? words.catalogs.shared],
        [words.trouble, source?.error],
        [words.items, String(tenant.items)],
        [words.connections, connections.join(', ')],
        [words.people, String(tenant.people)],
        [words.keys, String(tenant.keys)],
        [words.secrets, String(tenant.secrets)],
        [words.requests, words.running(requests.running, requests.total)],
        [words.resources, String(tenant.resources)],
        [words.storage, words.mebibytes(Math.ceil(tenant.storage_bytes / mebibyte))],
      ]}
    />
  )
}

function Settings({ settings }: { settings: TenantDetails['settings'] }) {
  const { tenants: words } = useWords()
  const { retention, requests_at_once: most, calls_per_minute: calls } = settings
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        {words.ways}
      </Title>
      <Facts
        facts={[
          [words.history, words.kept(retention.history_days)],
          [words.auditKept, words.kept(retention.audit_days)],
          [words.restricted, words.kept(retention.restricted_days)],
          [words.currency, settings.currency],
          [words.timezone, settings.timezone],
          [words.share, words.times(settings.worker_share)],
          [words.most, most === null ? null : words.atMost(most)],
          [words.calls, calls === null ? null : words.atMost(calls)],
        ]}
      />
    </div>
  )
}

/** The default tenant is that of the installation and always served. */
function Steering({ tenant }: { tenant: TenantDetails }) {
  if (tenant.state === 'active' && tenant.id !== 'default') return <Suspend id={tenant.id} />
  return tenant.state === 'suspended' ? <Resume id={tenant.id} /> : null
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: tenantsKey })
}

function Suspend({ id }: { id: string }) {
  const { tenants: words } = useWords()
  const [reason, setReason] = useState('')
  const suspend = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/tenants/{id}/suspend', {
          params: { path: { id } },
          body: { reason: reason.trim() },
        }),
      ),
    onSettled: useRefresh(),
  })
  const isIncomplete = reason.trim().length < shortestReason
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!isIncomplete) suspend.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {suspend.isError && <ProblemView error={suspend.error} />}
        <Text size="sm">{words.suspendText}</Text>
        <Textarea
          label={words.reason}
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" color="red" disabled={isIncomplete} loading={suspend.isPending}>
            {words.suspend}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Resume({ id }: { id: string }) {
  const { tenants: words } = useWords()
  const resume = useMutation({
    mutationFn: () => take(api.POST('/api/v1/tenants/{id}/resume', { params: { path: { id } } })),
    onSettled: useRefresh(),
  })
  return (
    <Stack gap="sm">
      {resume.isError && <ProblemView error={resume.error} />}
      <Text size="sm">{words.resumeText}</Text>
      <Group justify="flex-end">
        <Button onClick={() => resume.mutate()} loading={resume.isPending}>
          {words.resume}
        </Button>
      </Group>
    </Stack>
  )
}
