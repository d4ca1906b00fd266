import { Text, Title } from '@mantine/core'
import type { Explanation } from '../../api/shapes.ts'
import { Time } from '../../ui/time.tsx'
import { TimedText } from '../../ui/timed-text.tsx'
import { useWords } from '../../words/index.tsx'

const holding = new Set(['failed', 'unknown', 'waiting', 'running', 'ready'])

type Statement = Explanation['statements'][number]

type Props = {
  statements: readonly Statement[]
  state: string
  /** How the steps are called, by their ids. */
  names: ReadonlyMap<string, string>
}

/** What holds a request up, since when, and who can move it. Nothing when it is done. */
export function Where({ statements, state, names }: Props) {
  const { request: words } = useWords()
  const holds = statements.filter((one) =>
    one.action === undefined ? one.waits_for !== undefined : holding.has(one.state),
  )
  if (state === 'completed' || holds.length === 0) return null
  return (
    <section className="pao-panel pao-where" aria-live="polite">
      <Title order={2} size="h4" mb="xs">
        {words.where}
      </Title>
      <ul className="pao-plain">
        {holds.map((one) => (
          <li key={`${one.action ?? ''} ${one.sentence}`} className="pao-step">
            <div className="pao-grow">
              <Text>
                {one.action !== undefined && (
                  <strong>{names.get(one.action) ?? one.action}: </strong>
                )}
                <TimedText text={one.sentence} />
              </Text>
              {one.waits_for?.until !== undefined && (
                <Text size="sm" c="dimmed">
                  {words.waitsUntil} <Time at={one.waits_for.until} relative />
                </Text>
              )}
              <Moves moves={one.can_move} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What people can do about it, and who. */
function Moves({ moves }: { moves: Statement['can_move'] }) {
  const byPeople = moves.filter(({ who }) => who !== 'system')
  if (byPeople.length === 0) return null
  return (
    <ul className="pao-moves">
      {byPeople.map(({ who, what }) => (
        <li key={`${who} ${what}`}>
          {what.charAt(0).toUpperCase() + what.slice(1)}
          <span>{who}</span>
        </li>
      ))}
    </ul>
  )
}
