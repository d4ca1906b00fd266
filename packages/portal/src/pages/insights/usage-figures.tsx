import type { UsageFigures } from '../../api/shapes.ts'
import { Bars, Columns } from '../../ui/bars.tsx'
import { Figure } from '../../ui/figure.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'
import { amountText } from '../order/cost-text.ts'
import { daysOf } from './figures-query.ts'

/** Bars of one picture; the table behind it holds all. */
const mostBars = 12

/** How much was ordered: by day, service, environment, and what it costs. */
export function UsageParts({ usage, days }: { usage: UsageFigures; days: number }) {
  const { insights: words } = useWords()
  return (
    <>
      <Figure
        title={words.byDay}
        file="orders-by-day"
        titles={[words.day, words.orders, words.completed, words.failed]}
        rows={usage.by_day.map(({ day, orders, completed, failed }) => [
          day,
          orders,
          completed,
          failed,
        ])}
      >
        <Days byDay={usage.by_day} days={days} />
      </Figure>
      <Figure
        title={words.byItem}
        file="orders-by-service"
        titles={[words.item, words.team, words.orders, words.people]}
        rows={usage.by_item.map(({ name, team, orders, people }) => [name, team, orders, people])}
      >
        <Bars
          bars={usage.by_item.slice(0, mostBars).map(({ item, name, orders }) => ({
            key: item,
            name,
            value: orders,
            shown: String(orders),
          }))}
        />
      </Figure>
      <Costs teams={usage.by_team} />
      <Figure
        title={words.byEnvironment}
        file="orders-by-environment"
        titles={[words.environment, words.orders]}
        rows={usage.by_environment.map(({ environment, orders }) => [environment || '–', orders])}
      />
    </>
  )
}

/** Every day of the span in order, also those without an order. */
function Days({ byDay, days }: { byDay: UsageFigures['by_day']; days: number }) {
  const { language } = useLanguage()
  const known = new Map(byDay.map((one) => [one.day, one]))
  const all = daysOf(days)
  const said = (day: string | undefined) =>
    day === undefined
      ? ''
      : new Date(day).toLocaleDateString(language, { dateStyle: 'medium', timeZone: 'UTC' })
  return (
    <>
      <Columns
        columns={all.map((day) => ({
          key: day,
          value: known.get(day)?.orders ?? 0,
          part: known.get(day)?.failed ?? 0,
        }))}
      />
      <div className="pao-ends" aria-hidden>
        <span>{said(all[0])}</span>
        <span>{said(all.at(-1))}</span>
      </div>
    </>
  )
}

function Costs({ teams }: { teams: UsageFigures['by_team'] }) {
  const { insights: words } = useWords()
  const { language } = useLanguage()
  const priced = teams.filter(({ monthly }) => monthly > 0)
  const nameOf = (team: string): string => (team === '' ? words.noTeam : team)
  return (
    <Figure
      title={words.costs}
      file="cost-by-team"
      titles={[words.team, words.orders, words.cost, 'ISO 4217']}
      rows={priced.map(({ team, orders, monthly, currency }) => [
        nameOf(team),
        orders,
        Math.round(monthly * 100) / 100,
        currency,
      ])}
    >
      <Bars
        bars={priced.slice(0, mostBars).map(({ team, monthly, currency }) => ({
          key: `${team} ${currency}`,
          name: nameOf(team),
          value: monthly,
          shown: amountText(monthly, currency ?? '', language),
        }))}
      />
    </Figure>
  )
}
