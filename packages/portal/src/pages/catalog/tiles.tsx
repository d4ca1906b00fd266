import { Link } from '@tanstack/react-router'
import { memo, type RefObject, useEffect, useRef, useState } from 'react'
import type { CatalogEntry } from '../../api/shapes.ts'
import { ItemIcon } from '../../ui/item-icon.tsx'
import { useFrameWords, useLanguage } from '../../words/frame.tsx'
import { amountText } from '../order/cost-text.ts'
import { levelOf } from './filters.ts'
import { moveFocus } from './keys.ts'

/** Tiles that are drawn at first, and with each look at the end of the list. */
const batch = 48

type Props = { entries: readonly CatalogEntry[]; list: RefObject<HTMLUListElement | null> }

/** The services as tiles; more are drawn as one comes to the end, so that a thousand cost no more than fifty. */
export function Tiles({ entries, list }: Props) {
  const [shown, setShown] = useState(batch)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => setShown(batch), [entries.length])
  useEffect(() => {
    if (!end.current || shown >= entries.length) return
    const watcher = new IntersectionObserver(
      ([seen]) => seen?.isIntersecting && setShown((now) => now + batch),
      { rootMargin: '800px' },
    )
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [shown, entries.length])
  return (
    <>
      <ul className="pao-grid" ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
        {entries.slice(0, shown).map((entry) => (
          <Tile key={entry.id} entry={entry} />
        ))}
      </ul>
      <div ref={end} />
    </>
  )
}

const Tile = memo(function Tile({ entry }: { entry: CatalogEntry }) {
  const { catalog, automation } = useFrameWords()
  const { language } = useLanguage()
  const level = levelOf(entry)
  const time = entry.sla?.provisioning_time
  return (
    <li>
      <article className="pao-tile">
        <div className="pao-tile-head">
          <ItemIcon name={entry.display?.icon} category={entry.category} />
          <div>
            <h2>
              <Link to="/items/$id" params={{ id: entry.id }}>
                {entry.name}
              </Link>
            </h2>
            <small>{catalog.by(entry.owner.team)}</small>
          </div>
        </div>
        <p>{entry.description}</p>
        <div className="pao-marks">
          <span className="pao-chip">
            {(automation as Readonly<Record<string, string>>)[level] ?? level}
          </span>
          {time !== undefined && <span className="pao-chip">{catalog.within(time)}</span>}
          {entry.cost?.base_cost !== undefined && (
            <span className="pao-chip">
              {amountText(entry.cost.base_cost, entry.cost.currency ?? '', language)}
            </span>
          )}
          {entry.deprecation && (
            <span className="pao-chip" data-tone="warn">
              {catalog.deprecated}
            </span>
          )}
          {entry.stale && (
            <span className="pao-chip" data-tone="warn">
              {catalog.stale}
            </span>
          )}
        </div>
      </article>
    </li>
  )
})
