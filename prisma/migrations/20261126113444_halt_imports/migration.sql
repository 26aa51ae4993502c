-- AlterEnum
ALTER TYPE "import_status" ADD VALUE 'paused';
ALTER TYPE "import_status" ADD VALUE 'failed';
ALTER TYPE "import_status" ADD VALUE 'stopped';

-- AlterTable
ALTER TABLE "customer_import" ADD COLUMN     "halted_at" TIMESTAMPTZ(3),
ADD COLUMN     "retry_at" TIMESTAMPTZ(3),
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;
