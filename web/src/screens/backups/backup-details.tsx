import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { DefinitionList } from '../../components/definition-list.tsx';
import { Handle } from '../../components/handle.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';

/** A drawer with all metadata of a backup and its device. */
export function BackupDetails({
  backup,
  onClose,
}: {
  readonly backup: BackupView;
  readonly onClose: () => void;
}): ReactNode {
  const words = useText().backups.detail;
  const { device, udid, path, lastIndexedAt, lastUnlockedAt } = backup;
  return (
    <Sheet open onOpenChange={onClose} title={backup.name}>
      <DefinitionList
        entries={[
          [words.product, device.productName],
          [words.productType, device.productType],
          [words.ios, device.productVersion],
          [words.build, device.buildVersion],
          [words.serial, device.serialNumber],
          [
            words.phone,
            device.phoneNumber === null ? null : <Handle handle={device.phoneNumber} text={device.phoneNumberText} />,
          ],
          [words.imei, device.imei],
          [words.iccid, device.iccid],
          [words.udid, udid],
          [words.madeBy, device.madeBy],
          [words.folder, path],
          [words.lastIndexed, lastIndexedAt === null ? null : <Time at={lastIndexedAt} />],
          [words.lastUnlocked, lastUnlockedAt === null ? null : <Time at={lastUnlockedAt} />],
        ]}
      />
    </Sheet>
  );
}
