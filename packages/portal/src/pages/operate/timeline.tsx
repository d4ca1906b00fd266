import { Text } from '@mantine/core'
import type { Closure } from '../../api/shapes.ts'
import { useLanguage, useWords } from '../../words/index.tsx'

const months = 12
const firstsOf = (now: Date): Date[] =>
  Array.from(
    { length: months + 1 },
    (_, index) => new Date(now.getFullYear(), now.getMonth() + index, 1),
  )

/** Closed times as bars over the months ahead. A picture only: the table below says the same. */
export function Timeline({ closures }: { closures: readonly Closure[] }) {
  const { calendar: words } = useWords()
  const { language } = useLanguage()
  const firsts = firstsOf(new Date())
  const [from, to] = [firsts[0]?.getTime() ?? 0, firsts.at(-1)?.getTime() ?? 1]
  const place = (moment: number): number =>
    (Math.min(Math.max(moment, from), to) - from) / ((to - from) / 1200)
  const names = [...new Set(closures.map(({ name }) => name))]
  return (
    <div className="pao-panel pao-below pao-timeline" aria-hidden>
      <Text size="sm" c="dimmed">
        {words.ahead}
      </Text>
      <div className="pao-timeline-line">
        <span />
        <div className="pao-months">
          {firsts.slice(0, months).map((first) => (
            <span key={first.getTime()}>
              {first.toLocaleDateString(language, { month: 'short' })}
            </span>
          ))}
        </div>
      </div>
      {names.map((name) => (
        <div key={name} className="pao-timeline-line">
          <span className="pao-bar-name">{name}</span>
          <svg viewBox="0 0 1200 20" preserveAspectRatio="none">
            {firsts.slice(1, months).map((first) => (
              <path key={first.getTime()} d={`M${place(first.getTime())} 0V20`} />
            ))}
            {closures
              .filter((one) => one.name === name)
              .map((one) => {
                const begin = place(Date.parse(one.from))
                const width = Math.max(4, place(Date.parse(one.to)) - begin)
                return <rect key={one.from} x={begin} y="3" width={width} height="14" rx="3" />
              })}
            <path className="pao-now" d={`M${place(Date.now())} 0V20`} />
          </svg>
        </div>
      ))}
    </div>
  )
}
