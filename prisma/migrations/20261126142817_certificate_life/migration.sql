-- AlterEnum
ALTER TYPE "authority_role" ADD VALUE 'server';

-- AlterTable
ALTER TABLE "certificate_authority" RENAME COLUMN "key_file" TO "key_location";
ALTER TABLE "certificate_authority" ADD COLUMN     "first_list" INTEGER,
ADD COLUMN     "list_count" INTEGER;

UPDATE "certificate_authority" SET "key_location" = 'file:' || "key_location";
-- Until now there was one issuing CA, and its certificates name one of sixteen lists.
UPDATE "certificate_authority" SET "first_list" = 0, "list_count" = 16 WHERE "role" = 'issuing';
ALTER TABLE "certificate_authority" ADD CONSTRAINT "certificate_authority_lists"
  CHECK (("first_list" IS NULL) = ("list_count" IS NULL)
    AND ("role" <> 'issuing' OR "key_location" IS NULL OR "first_list" IS NOT NULL));
ALTER TABLE "certificate_authority" ADD CONSTRAINT "certificate_authority_list_range"
  CHECK ("first_list" >= 0 AND "first_list" % 256 = 0 AND "list_count" BETWEEN 1 AND 256);

-- AlterTable
ALTER TABLE "certificate" RENAME COLUMN "crl_shard" TO "revocation_list";
ALTER TABLE "certificate" ADD COLUMN     "exported_at" TIMESTAMPTZ(3),
ADD COLUMN     "renews_id" UUID,
ADD COLUMN     "supersede_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "revocation_list" (
    "number" INTEGER NOT NULL,
    "authority_id" UUID NOT NULL,
    "edition" BIGINT NOT NULL,
    "der" BYTEA NOT NULL,
    "this_update" TIMESTAMPTZ(3) NOT NULL,
    "next_update" TIMESTAMPTZ(3) NOT NULL,
    "stale_at" TIMESTAMPTZ(3),

    CONSTRAINT "revocation_list_pkey" PRIMARY KEY ("authority_id","number")
);

-- CreateTable
CREATE TABLE "ocsp_responder" (
    "id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "der" BYTEA NOT NULL,
    "key_sealed" BYTEA NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ocsp_responder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_reminder" (
    "certificate_id" UUID NOT NULL,
    "days" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_reminder_pkey" PRIMARY KEY ("certificate_id","days")
);

-- CreateIndex
CREATE INDEX "revocation_list_number_idx" ON "revocation_list"("number");

-- CreateIndex
CREATE INDEX "revocation_list_next_update_idx" ON "revocation_list"("next_update");

-- CreateIndex
CREATE INDEX "ocsp_responder_authority_id_not_after_idx" ON "ocsp_responder"("authority_id", "not_after");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_authority_first_list_key" ON "certificate_authority"("first_list");

-- CreateIndex
CREATE INDEX "certificate_supersede_at_idx" ON "certificate"("supersede_at");

-- CreateIndex
CREATE INDEX "certificate_renews_id_idx" ON "certificate"("renews_id");

-- CreateIndex
CREATE INDEX "certificate_revocation_list_status_idx" ON "certificate"("revocation_list", "status");

-- AddForeignKey
ALTER TABLE "revocation_list" ADD CONSTRAINT "revocation_list_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ocsp_responder" ADD CONSTRAINT "ocsp_responder_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_renews_id_fkey" FOREIGN KEY ("renews_id") REFERENCES "certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate_reminder" ADD CONSTRAINT "certificate_reminder_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
