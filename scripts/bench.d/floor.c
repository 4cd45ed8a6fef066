/*
 * The floor: the least that a relay can do, to compare others with. One thread, one epoll, one ring
 * for each channel; every INTERVAL ms each client is written what has come since, straight from the
 * ring. A client that falls out of the ring gets the rest of its packet and goes on at the newest.
 * No joins at access points, no status, no reconnecting, no limits: not for use.
 *
 *   cc -O2 -o floor floor.c
 *   floor PORT SOURCE_PORT CHANNELS [INTERVAL_MS [SEND_BUFFER_BYTES]]
 *
 * Channel N is http://127.0.0.1:SOURCE_PORT/N.ts there and http://127.0.0.1:PORT/N.ts here.
 * Linux only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  PACKET = 188,
  RING = PACKET * 24 * 1024,      /* 4.6 MB: a multiple, so that no packet is split at the end */
  READ_AT_ONCE = PACKET * 1024,   /* also how near to the overwriting nobody reads */
  HEAD = 2048,
  EVENTS = 256
};

enum kind { LISTENER, CHANNEL, CLIENT };

struct channel {
  enum kind kind;
  int fd;
  int head_left;                  /* newlines of the answer's head: 0 once the body has begun */
  int quiet;                      /* characters since the last newline */
  uint64_t end;                   /* bytes that have ever come */
  unsigned char *ring;
  struct client *clients;
};

struct client {
  enum kind kind;
  int fd;
  int blocked, gone;
  struct channel *channel;
  struct client *next;
  uint64_t at;
  int rest, rest_at;              /* of the packet that was under way when it fell out */
  unsigned char packet[PACKET];
  int asked;
  char request[HEAD];
};

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static void watch(int epoll, int fd, uint32_t events, void *what) {
  struct epoll_event event = {.events = events, .data.ptr = what};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)) die("epoll_ctl");
}

static struct channel *connect_channel(int epoll, int port, int number) {
  struct channel *c = calloc(1, sizeof *c);
  if (!c || !(c->ring = malloc(RING))) die("memory");
  struct sockaddr_in source = loopback(port);
  char ask[128];
  int length = snprintf(ask, sizeof ask, "GET /%d.ts HTTP/1.0\r\n\r\n", number);
  c->kind = CHANNEL;
  c->head_left = 2;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(c->fd, (struct sockaddr *)&source, sizeof source)) die("the source");
  if (write(c->fd, ask, (size_t)length) != length) die("the source");
  watch(epoll, c->fd, EPOLLIN, c);
  return c;
}

/* Sends until it is done or the socket is full; the socket says when it no longer is. */
static void push(struct client *c) {
  while (!c->gone && !c->blocked) {
    const unsigned char *from = c->packet + c->rest_at;
    size_t length = (size_t)c->rest;
    if (!length) {
      size_t offset = c->at % RING;
      from = c->channel->ring + offset;
      length = c->channel->end - c->at;
      if (length > RING - offset) length = RING - offset;
    }
    if (!length) return;
    ssize_t sent = send(c->fd, from, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EAGAIN) c->blocked = 1; else c->gone = 1;
    } else if (c->rest) {
      c->rest -= (int)sent;
      c->rest_at += (int)sent;
    } else {
      c->at += (uint64_t)sent;
    }
  }
}

/* Whoever would be overtaken by the next read moves on, and keeps what completes its packet. */
static void make_room(struct channel *ch) {
  for (struct client *c = ch->clients; c; c = c->next) {
    if (ch->end - c->at <= RING - 2 * READ_AT_ONCE) continue;
    if (!c->rest) {
      c->rest = (int)((PACKET - c->at % PACKET) % PACKET);
      c->rest_at = PACKET - c->rest;
      memcpy(c->packet + c->rest_at, ch->ring + c->at % RING, (size_t)c->rest);
    }
    c->at = ch->end - ch->end % PACKET;
  }
}

static void receive(struct channel *ch) {
  size_t offset = ch->end % RING;
  size_t room = RING - offset < READ_AT_ONCE ? RING - offset : READ_AT_ONCE;
  make_room(ch);
  ssize_t got = recv(ch->fd, ch->ring + offset, room, MSG_DONTWAIT);
  if (got == 0) {
    fprintf(stderr, "floor: the source has closed\n");
    exit(1);
  }
  if (got < 0) return;
  unsigned char *bytes = ch->ring + offset;
  while (ch->head_left && got > 0) {
    if (*bytes == '\n') {
      ch->head_left = ch->quiet == 0 ? 0 : 2;
      ch->quiet = 0;
    } else if (*bytes != '\r') {
      ch->quiet++;
    }
    bytes++;
    got--;
  }
  /* What came with the head is at the wrong place. */
  if (got > 0 && bytes != ch->ring + offset) memmove(ch->ring + offset, bytes, (size_t)got);
  ch->end += (uint64_t)got;
}

static void ask(struct client *c, struct channel **channels, int count) {
  ssize_t got = recv(c->fd, c->request + c->asked, (size_t)(HEAD - 1 - c->asked), MSG_DONTWAIT);
  if (got <= 0) {
    c->gone = got == 0 || errno != EAGAIN;
    return;
  }
  c->asked += (int)got;
  c->request[c->asked] = 0;
  if (c->channel || !strstr(c->request, "\r\n\r\n")) {
    c->gone = c->asked >= HEAD - 1;
    if (c->channel) c->asked = 0;
    return;
  }
  int number = 0;
  if (sscanf(c->request, "GET /%d.ts", &number) != 1 || number < 0 || number >= count) {
    c->gone = 1;
    return;
  }
  static const char answer[] =
      "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n";
  if (send(c->fd, answer, sizeof answer - 1, MSG_DONTWAIT | MSG_NOSIGNAL) < 0) c->gone = 1;
  c->channel = channels[number];
  c->at = c->channel->end - c->channel->end % PACKET;
  c->next = c->channel->clients;
  c->channel->clients = c;
}

static void accept_all(int epoll, int listener, int send_buffer) {
  int fd, one = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    struct client *c = calloc(1, sizeof *c);
    if (!c) die("memory");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
    c->kind = CLIENT;
    c->fd = fd;
    watch(epoll, fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, c);
  }
}

/* Sends all clients of a channel what there is, and lets go of those that have left. */
static void deliver(struct channel *ch) {
  for (struct client **each = &ch->clients; *each;) {
    struct client *c = *each;
    push(c);
    if (c->gone) {
      *each = c->next;
      close(c->fd);
      free(c);
    } else {
      each = &c->next;
    }
  }
}

int main(int count, char **words) {
  if (count < 4) {
    fprintf(stderr, "floor PORT SOURCE_PORT CHANNELS [INTERVAL_MS [SEND_BUFFER_BYTES]]\n");
    return 2;
  }
  int channel_count = atoi(words[3]);
  int interval = count > 4 ? atoi(words[4]) : 50;
  int send_buffer = count > 5 ? atoi(words[5]) : 256 * 1024;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  signal(SIGPIPE, SIG_IGN);

  enum kind listener_kind = LISTENER;
  int epoll = epoll_create1(0), one = 1;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = loopback(atoi(words[1]));
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096))
    die("listen");
  watch(epoll, listener, EPOLLIN, &listener_kind);
  struct channel **channels = calloc((size_t)channel_count, sizeof *channels);
  if (!channels) die("memory");
  for (int i = 0; i < channel_count; i++)
    channels[i] = connect_channel(epoll, atoi(words[2]), i);

  struct epoll_event events[EVENTS];
  for (int64_t due = now_ms() + interval;;) {
    int64_t wait = due - now_ms();
    int ready = epoll_wait(epoll, events, EVENTS, wait > 0 ? (int)wait : 0);
    for (int i = 0; i < ready; i++) {
      enum kind *what = events[i].data.ptr;
      if (*what == LISTENER) {
        accept_all(epoll, listener, send_buffer);
      } else if (*what == CHANNEL) {
        receive((struct channel *)what);
      } else {
        struct client *c = (struct client *)what;
        if (events[i].events & (EPOLLERR | EPOLLHUP | EPOLLRDHUP)) c->gone = 1;
        if (!c->gone && events[i].events & EPOLLIN) ask(c, channels, channel_count);
        if (events[i].events & EPOLLOUT && c->blocked) {
          c->blocked = 0;
          push(c);
        }
        if (c->gone && !c->channel) {
          close(c->fd);
          free(c);
        }
      }
    }
    if (now_ms() < due) continue;
    due += interval;
    if (due < now_ms()) due = now_ms() + interval;
    for (int i = 0; i < channel_count; i++) deliver(channels[i]);
  }
}
