-- AlterTable
ALTER TABLE "web_session" ADD COLUMN     "factors" TEXT[] DEFAULT ARRAY['password']::TEXT[];
