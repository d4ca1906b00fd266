import { Text, Title } from '@mantine/core'
import { api, newKey, take } from '../../api/client.ts'
import { useMe } from '../../app/session.ts'
import { useWords } from '../../words/index.tsx'
import { KeyList } from './key-list.tsx'
import { allRoles, NewKeyForm } from './new-key-form.tsx'

/** Keys one makes for oneself: each acts as its person and may no more than they may. */
export function OwnKeys() {
  const { access } = useWords()
  const me = useMe()
  const mine = allRoles.filter((role) => me.roles.includes(role))
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {access.own}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {access.ownHint}
      </Text>
      <KeyList
        label={access.own}
        name={['api-keys', 'own']}
        load={() => take(api.GET('/api/v1/me/api-keys'))}
        rotate={(id, seconds) =>
          take(
            api.POST('/api/v1/me/api-keys/{id}/rotate', {
              params: { path: { id } },
              body: { overlap_seconds: seconds },
            }),
          )
        }
        stop={(id) => take(api.DELETE('/api/v1/me/api-keys/{id}', { params: { path: { id } } }))}
        form={(made, { most_days: mostDays = 0 }) =>
          mostDays === 0 ? (
            <Text size="sm" mb="sm">
              {access.ownOff}
            </Text>
          ) : (
            <NewKeyForm
              roles={me.roles.includes('admin') ? allRoles : mine}
              first={mine}
              mostDays={mostDays}
              make={(body) => take(api.POST('/api/v1/me/api-keys', { body, headers: newKey() }))}
              made={made}
            />
          )
        }
      />
    </section>
  )
}

/** Every key there is, for admins: made, renewed and stopped here. */
export function AllKeys() {
  const { access } = useWords()
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {access.keys}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {access.keysHint}
      </Text>
      <KeyList
        ofAll
        label={access.keys}
        name={['api-keys', 'all']}
        load={() => take(api.GET('/api/v1/api-keys'))}
        rotate={(id, seconds) =>
          take(
            api.POST('/api/v1/api-keys/{id}/rotate', {
              params: { path: { id } },
              body: { overlap_seconds: seconds },
            }),
          )
        }
        stop={(id) => take(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }))}
        form={(made) => (
          <NewKeyForm
            roles={allRoles}
            first={['developer']}
            make={(body) => take(api.POST('/api/v1/api-keys', { body, headers: newKey() }))}
            made={made}
          />
        )}
      />
    </section>
  )
}
