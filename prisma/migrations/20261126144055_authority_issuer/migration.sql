-- AlterEnum
ALTER TYPE "authority_role" ADD VALUE 'intermediate';

-- AlterTable
ALTER TABLE "certificate_authority" ADD COLUMN     "issuer_id" UUID;

-- AddForeignKey
ALTER TABLE "certificate_authority" ADD CONSTRAINT "certificate_authority_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Until now every CA was signed by the one root.
UPDATE "certificate_authority"
SET "issuer_id" = (SELECT "id" FROM "certificate_authority" WHERE "role" = 'root' ORDER BY "created_at" DESC LIMIT 1)
WHERE "role" <> 'root';
