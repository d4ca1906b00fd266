import { api, newKey, take } from '../../api/client.ts'
import type { ServiceAccount } from '../../api/shapes.ts'
import { useWords } from '../../words/index.tsx'
import { KeyList } from '../access/key-list.tsx'
import { NewKeyForm } from '../access/new-key-form.tsx'

/** Keys of one account: all may what the account may. */
export function AccountKeys({ account: { id, name } }: { account: ServiceAccount }) {
  const { accounts: words } = useWords()
  const path = { id }
  return (
    <div className="pao-above">
      <KeyList
        label={`${words.keys}: ${name}`}
        name={['api-keys', 'account', id]}
        load={() => take(api.GET('/api/v1/service-accounts/{id}/keys', { params: { path } }))}
        rotate={(key, seconds) =>
          take(
            api.POST('/api/v1/service-accounts/{id}/keys/{key}/rotate', {
              params: { path: { id, key } },
              body: { overlap_seconds: seconds },
            }),
          )
        }
        stop={(key) =>
          take(
            api.DELETE('/api/v1/service-accounts/{id}/keys/{key}', {
              params: { path: { id, key } },
            }),
          )
        }
        form={(made) => (
          <NewKeyForm
            make={({ name: called, expires_at }) =>
              take(
                api.POST('/api/v1/service-accounts/{id}/keys', {
                  params: { path },
                  body: { name: called, expires_at },
                  headers: newKey(),
                }),
              )
            }
            made={made}
          />
        )}
      />
    </div>
  )
}
