import { Modal, Select } from '@mantine/core'
import type { CatalogEntry } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import { useWords } from '../../words/index.tsx'

type Props = { isOpen: boolean; items: readonly CatalogEntry[]; onClose: () => void }

/** Chooses a service of the catalog whose file is opened; which one stands in the address. */
export function OpenDialog({ isOpen, items, onClose }: Props) {
  const words = useWords()
  const [, change] = useAddress()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.sandbox.open}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <Select
        searchable
        data-autofocus
        limit={50}
        label={words.sandbox.open}
        data={items.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        onChange={(item) => {
          if (item !== null) change({ item })
          onClose()
        }}
      />
    </Modal>
  )
}
