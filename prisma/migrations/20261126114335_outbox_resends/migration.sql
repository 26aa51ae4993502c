-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "resends_id" UUID;

-- CreateIndex
CREATE INDEX "outbox_resends_id_idx" ON "outbox"("resends_id");
