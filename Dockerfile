# One container with SQLite inside; set CHENGBAO_DATABASE for PostgreSQL. The data live in the volume.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CHENGBAO_HOST=0.0.0.0 \
    CHENGBAO_VAR=/var/lib/chengbao

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY data data
COPY docx_templates docx_templates
COPY templates templates
COPY server server

RUN useradd --system --uid 10001 chengbao && install -d -o chengbao -g chengbao /var/lib/chengbao
USER chengbao
VOLUME /var/lib/chengbao
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ.get(\"CHENGBAO_PORT\", 8000)}/healthz', timeout=4)"]
CMD ["python", "-m", "server", "serve"]
