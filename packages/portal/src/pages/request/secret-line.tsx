import { Button, Group, Text } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { api, Refused, take } from '../../api/client.ts'
import { CopyText } from '../../ui/copy-text.tsx'
import { useWords } from '../../words/index.tsx'

/** Milliseconds a secret stands on the screen. */
const shownMs = 30_000

type Place = { request: string; action: string; name: string }

/**
 * A secret that its item lets be shown. It is held by this line alone, in no cache, and gone after half a minute, when the
 * page is left or another window comes before it.
 */
export function SecretLine(place: Place) {
  const { request: words } = useWords()
  const { text, error, isAsking, show, hide } = useSecret(place)
  const what = `${words.secret} ${place.name}`
  return (
    <div data-secret={place.name}>
      <Group gap={6} align="flex-start">
        {text === undefined ? (
          <span className="pao-value" aria-hidden>
            ••••••••
          </span>
        ) : (
          <>
            {text.includes('\n') ? (
              <pre className="pao-pre pao-grow" tabIndex={0} aria-label={what}>
                {text}
              </pre>
            ) : (
              <span className="pao-value">{text}</span>
            )}
            <CopyText value={text} what={place.name} />
          </>
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          loading={isAsking}
          leftSection={text === undefined ? <IconEye size={14} /> : <IconEyeOff size={14} />}
          onClick={text === undefined ? () => void show() : hide}
          aria-label={text === undefined ? words.show(what) : words.hide(what)}
        >
          {text === undefined ? words.showIt : words.hideIt}
        </Button>
      </Group>
      <div role="status">
        {text !== undefined && (
          <Text size="xs" c="dimmed">
            {words.hiddenSoon}
          </Text>
        )}
        {error !== undefined && (
          <Text size="xs" c="red">
            {error}
          </Text>
        )}
      </div>
    </div>
  )
}

/** The secret while it is shown. */
function useSecret({ request, action, name }: Place) {
  const [text, setText] = useState<string>()
  const [error, setError] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const client = useQueryClient()
  const hide = useCallback(() => setText(undefined), [])

  useEffect(() => {
    if (text === undefined) return undefined
    const timer = setTimeout(hide, shownMs)
    const whenAway = () => document.visibilityState === 'hidden' && hide()
    document.addEventListener('visibilitychange', whenAway)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', whenAway)
    }
  }, [text, hide])

  const show = async () => {
    setAsking(true)
    setError(undefined)
    try {
      const path = { id: request, action, name }
      const { value } = await take(
        api.POST('/api/v1/requests/{id}/outputs/{action}/{name}/reveal', { params: { path } }),
      )
      setText(typeof value === 'string' ? value : JSON.stringify(value, null, 2))
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      setError([thrown.message, thrown.detail].filter(Boolean).join(': '))
    } finally {
      setAsking(false)
      await client.invalidateQueries({ queryKey: ['request', request, 'story'] })
    }
  }
  return { text, error, isAsking, show, hide }
}
