import { Group, Text, Title } from '@mantine/core'
import { Fragment } from 'react'
import type { Request } from '../../api/shapes.ts'
import { CopyText } from '../../ui/copy-text.tsx'
import { OutsideLink } from '../../ui/link.tsx'
import { useWords } from '../../words/index.tsx'
import { SecretLine } from './secret-line.tsx'

/** What the steps brought back, each value to copy. Secrets read `***`, but some may be shown one by one. */
export function Outputs({ request }: { request: Request }) {
  const { request: words } = useWords()
  const brought = request.actions.filter(
    ({ lane, outputs }) =>
      lane !== 'notice' && outputs !== undefined && Object.keys(outputs).length > 0,
  )
  return (
    <section className="pao-panel">
      <Title order={2} size="h4" mb="sm">
        {words.outputs}
      </Title>
      {brought.length === 0 && <Text c="dimmed">{words.noOutputs}</Text>}
      {brought.map(({ id, name, outputs, revealable = [] }) => (
        <div key={id} className="pao-output">
          <Text fw={600} size="sm" mb={4}>
            {name}
          </Text>
          <dl className="pao-facts">
            {Object.entries(outputs ?? {})
              .toSorted(([, a], [, b]) => Number(isLarge(a)) - Number(isLarge(b)))
              .map(([key, value]) =>
                revealable.includes(key) ? (
                  <Fragment key={key}>
                    <dt>{key}</dt>
                    <dd>
                      <SecretLine request={request.id} action={id} name={key} />
                    </dd>
                  </Fragment>
                ) : (
                  <OutputLine key={key} name={key} value={value} />
                ),
              )}
          </dl>
        </div>
      ))}
    </section>
  )
}

function isLarge(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function OutputLine({ name, value }: { name: string; value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Group gap={4} wrap="nowrap" align="flex-start">
          {isLarge(value) ? (
            <pre className="pao-pre pao-grow" tabIndex={0}>
              {text}
            </pre>
          ) : (
            <span className="pao-value">
              <OutsideLink to={text}>{text}</OutsideLink>
            </span>
          )}
          {text !== '***' && <CopyText value={text} what={name} />}
        </Group>
      </dd>
    </>
  )
}
